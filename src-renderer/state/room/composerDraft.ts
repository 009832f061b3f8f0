import type { IncidentId } from '#shared/domain/ids.ts'

/** note: what somebody saw or did. update: what stakeholders should know; the clock of the next update starts again. */
export type DraftCategory = 'note' | 'update'

/** What stands in the composer: kept until it is posted, through reloads and crashes of the window. */
export interface ComposerDraft {
  text: string
  /** When its first key was pressed, epoch ms: the time the note is offered to have; null while empty. */
  startedAt: number | null
  /** A time set by hand, epoch ms; null: the time of the first key press. */
  at: number | null
  flagged: boolean
  category: DraftCategory
}

export const EMPTY_DRAFT: ComposerDraft = { text: '', startedAt: null, at: null, flagged: false, category: 'note' }

export type DraftStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const keyOf = (incident: IncidentId): string => `muster:draft:${incident}`

/** The draft of an incident; an unreadable one counts as none. */
export function loadDraft(store: DraftStore, incident: IncidentId): ComposerDraft {
  try {
    const kept: unknown = JSON.parse(store.getItem(keyOf(incident)) ?? 'null')
    if (typeof kept !== 'object' || kept === null) return EMPTY_DRAFT
    const { text, startedAt, at, flagged, category } = kept as Record<string, unknown>
    if (typeof text !== 'string') return EMPTY_DRAFT
    return {
      text,
      startedAt: asTime(startedAt),
      at: asTime(at),
      flagged: flagged === true,
      category: category === 'update' ? 'update' : 'note'
    }
  } catch {
    return EMPTY_DRAFT
  }
}

/** False when the window's storage refuses (full, or switched off): the text is then only on screen. */
export function saveDraft(store: DraftStore, incident: IncidentId, draft: ComposerDraft): boolean {
  try {
    if (draft.text === '' && !draft.flagged && draft.at === null && draft.category === 'note') store.removeItem(keyOf(incident))
    else store.setItem(keyOf(incident), JSON.stringify(draft))
    return true
  } catch {
    return false
  }
}

/** The draft with other text: the first key press is noted, emptying it forgets that moment. */
export function typeInto(draft: ComposerDraft, text: string, now: number): ComposerDraft {
  if (text === '') return { ...draft, text, startedAt: null }
  return { ...draft, text, startedAt: draft.startedAt ?? now }
}

/** The time the note would get when posted now, epoch ms. */
export const timeOf = (draft: ComposerDraft, now: number): number => draft.at ?? draft.startedAt ?? now

const asTime = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null)

/** The draft with a fenced block after what stands in it, and where the name of its language is, to be typed over. */
export function addCodeBlock(draft: ComposerDraft, now: number, language = 'bash'): { draft: ComposerDraft; from: number; to: number } {
  const lead = draft.text === '' || draft.text.endsWith('\n') ? draft.text : `${draft.text}\n`
  const from = lead.length + 3
  return { draft: typeInto(draft, `${lead}\`\`\`${language}\n\n\`\`\``, now), from, to: from + language.length }
}
