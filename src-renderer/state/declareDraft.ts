import * as v from 'valibot'
import { CUSTOMER_IMPACTS } from '#shared/domain/events.ts'
import { newActorId } from '#shared/domain/ids.ts'
import type { Person, WarRoom } from '#shared/bridge/warRoomApi.ts'
import { loadStored, store } from './stored.ts'

const schema = v.object({
  title: v.string(),
  /** Empty: not chosen yet. */
  severity: v.string(),
  /** A name as it stands in the field. */
  commander: v.string(),
  customerImpact: v.picklist(CUSTOMER_IMPACTS),
  services: v.array(v.string()),
  teams: v.array(v.string()),
  notes: v.string(),
  isPrivate: v.boolean(),
  isTest: v.boolean()
})
/** What a person has filled in and not declared yet. */
export type DeclareDraft = v.InferOutput<typeof schema>

const EMPTY: DeclareDraft = {
  title: '',
  severity: '',
  commander: '',
  customerImpact: 'unknown',
  services: [],
  teams: [],
  notes: '',
  isPrivate: false,
  isTest: false
}

/** The draft left behind when the window was closed, or an empty one with this person as commander. */
export const loadDraft = (me: string): DeclareDraft => loadStored('declare', schema, { ...EMPTY, commander: me })
export const keepDraft = (draft: DeclareDraft): void => store('declare', draft)
export const forgetDraft = (): void => store('declare', null)

/** What is missing before it can be declared, as a sentence; null: nothing. */
export function missingIn(draft: DeclareDraft): string | null {
  const missing = [draft.title.trim() ? '' : 'a title', draft.severity ? '' : 'a severity'].filter(Boolean)
  return missing.length > 0 ? `Needs ${missing.join(' and ')}` : null
}

/** As the core takes it. A name nobody has yet becomes a new person. */
export function declarationOf(draft: DeclareDraft, people: readonly Person[]): Parameters<WarRoom['declareIncident']>[0] {
  const name = draft.commander.trim()
  const known = people.find((person) => person.name.toLowerCase() === name.toLowerCase())
  return {
    title: draft.title.trim(),
    severity: draft.severity,
    commander: name === '' ? null : (known ?? { id: newActorId(), name }),
    customerImpact: draft.customerImpact,
    visibility: draft.isPrivate ? 'private' : 'public',
    isTest: draft.isTest,
    notes: draft.notes.trim() || undefined,
    services: draft.services,
    teams: draft.teams
  }
}
