import type { FieldValue, IncidentEvent } from './events.ts'
import type { ActorId, EventId } from './ids.ts'

/** draft: being written. review: its reviewers read it. final: read-only until somebody reopens it. */
export const POSTMORTEM_STATES = ['draft', 'review', 'final'] as const
export type PostmortemState = (typeof POSTMORTEM_STATES)[number]
export const POSTMORTEM_STATE_TEXT: Record<PostmortemState, string> = { draft: 'Draft', review: 'In review', final: 'Final' }

/** What its settings are called among settings: conflicts are named by them. */
export const POSTMORTEM_STATE = 'postmortem:state'
export const POSTMORTEM_REVIEWERS = 'postmortem:reviewers'
export const signOffKey = (person: ActorId): string => `postmortem:signOff/${person}`

/** Somebody began it. Two starts with one `copy` brought one copy of the template. */
export interface PostmortemStart {
  id: EventId
  by: ActorId
  at: number
  template: string
  name: string
  copy: string
}

export interface SignOff {
  person: ActorId
  /** Of the text they read: see pageDigest. */
  digest: string
  at: number
}

export interface Postmortem {
  /** null: nobody started it here, though its page may have a text. */
  state: PostmortemState | null
  starts: PostmortemStart[]
  reviewers: ActorId[]
  /** Who stands by it, in the order of signing. */
  signOffs: SignOff[]
}

/** `current` gives the value of a setting with its time; undefined: never set. */
export function foldPostmortem(
  log: readonly IncidentEvent[],
  current: (what: string) => { value: FieldValue; at: number } | undefined
): Postmortem {
  const starts: PostmortemStart[] = []
  const signers = new Set<ActorId>()
  for (const event of log) {
    if (event.kind === 'postmortemStarted') {
      const { id, by, at, template, name, copy } = event
      starts.push({ id, by, at, template, name, copy })
    } else if (event.kind === 'postmortemSignedOff') signers.add(event.by)
  }
  const state = current(POSTMORTEM_STATE)?.value
  const reviewers = current(POSTMORTEM_REVIEWERS)?.value
  return {
    state: POSTMORTEM_STATES.find((each) => each === state) ?? null,
    starts,
    reviewers: Array.isArray(reviewers) ? (reviewers as ActorId[]) : [],
    signOffs: [...signers]
      .flatMap((person): SignOff[] => {
        const given = current(signOffKey(person))
        return typeof given?.value === 'string' ? [{ person, digest: given.value, at: given.at }] : []
      })
      .sort((a, b) => a.at - b.at)
  }
}

/** `postmortem:…` in words, for what was changed on both sides; undefined: it is none of these. */
export function postmortemSetting(what: string): string | undefined {
  if (what === POSTMORTEM_STATE) return 'State of the postmortem'
  if (what === POSTMORTEM_REVIEWERS) return 'Reviewers of the postmortem'
  return what.startsWith('postmortem:signOff/') ? 'Sign-off of the postmortem' : undefined
}
