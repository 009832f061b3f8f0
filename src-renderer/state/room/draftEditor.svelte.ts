import { discardDraft, draftMessage, sendMessage, setDraft, type MessageInput } from '#shared/doc/messageCommands.ts'
import { headOf } from '#shared/doc/write.ts'
import type { FieldValue, MessageProperty } from '#shared/domain/events.ts'
import type { ActorId, EventId } from '#shared/domain/ids.ts'
import { messageKey, type Message } from '#shared/domain/messages.ts'
import { fail, type Result } from '#shared/domain/result.ts'
import type { IncidentType } from '#shared/domain/settings/settings.ts'
import type { Room } from './room.svelte.ts'

/** What was typed is kept when nothing was for this long. */
const REST_MS = 800

type Draft = Required<MessageInput>
const EMPTY: Draft = { recipients: [], subject: '', body: '', template: null }

/**
 * A message being written here. It is kept in the incident property by property, so that others see it and write in it, too; what
 * others set shows where nothing is being typed. Of two who change one property at once the later is kept, and the merge report has
 * the other.
 */
export class DraftEditor {
  /** null: nothing was written yet. */
  id = $state<EventId | null>(null)
  values = $state.raw<Draft>(EMPTY)
  problem = $state<string | null>(null)
  /** Somebody sent or discarded it while it was open here. */
  isGone = $state(false)
  readonly #room: Room
  /** What was typed and not kept, with the setting that was seen. */
  readonly #typed = new Map<MessageProperty, EventId | null>()
  #timer: ReturnType<typeof setTimeout> | undefined
  /** The draft was in the incident: when it is not any more, somebody sent or discarded it. */
  #hasSeen = false

  constructor(room: Room) {
    this.#room = room
  }

  open(draft: Message | null): void {
    this.keep()
    this.#hasSeen = false
    this.id = draft?.id ?? null
    this.values = draft ? { ...draft } : EMPTY
    this.isGone = false
    this.problem = null
  }

  set(changes: Partial<Draft>): void {
    this.values = { ...this.values, ...changes }
    this.problem = null
    for (const property of Object.keys(changes) as MessageProperty[]) {
      if (!this.#typed.has(property)) this.#typed.set(property, this.#headOf(property))
    }
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.keep(), REST_MS)
  }

  /** Take over what others set. Call it when the incident has changed. */
  follow(messages: readonly Message[]): void {
    if (this.id === null) return
    const draft = messages.find(({ id, sentAt }) => id === this.id && sentAt === null)
    // one that was just written here is in the next fold
    if (!draft) return this.#hasSeen ? this.#lose() : undefined
    this.#hasSeen = true
    const next = { ...this.values }
    for (const property of ['recipients', 'subject', 'body', 'template'] as const)
      if (!this.#typed.has(property)) Object.assign(next, { [property]: draft[property] })
    if (JSON.stringify(next) !== JSON.stringify(this.values)) this.values = next
  }

  #lose(): void {
    this.isGone = true
    this.id = null
    this.#hasSeen = false
    this.#typed.clear()
    clearTimeout(this.#timer)
  }

  /** Write down what was typed. */
  keep(): void {
    clearTimeout(this.#timer)
    if (this.#typed.size === 0) return
    const { doc, author } = this.#room
    if (this.id === null) {
      if (isEmpty(this.values)) return this.#typed.clear()
      this.#hasSeen = false
      this.id = this.#took(draftMessage(doc, author, this.values)) ?? null
      if (this.id !== null) this.#typed.clear()
      return
    }
    for (const [property, base] of [...this.#typed]) {
      const kept = this.#took(setDraft(doc, author, this.id, property, this.values[property] as FieldValue, base))
      if (kept !== undefined) this.#typed.delete(property)
    }
  }

  discard(): boolean {
    clearTimeout(this.#timer)
    this.#typed.clear()
    const gone = this.id === null || this.#took(discardDraft(this.#room.doc, this.#room.author, this.id)) !== undefined
    if (gone) this.#reset()
    return gone
  }

  send(type: IncidentType, names: ReadonlyMap<ActorId, string>): Result<EventId> {
    this.keep()
    if (this.#typed.size > 0 && this.problem) return fail('badInput', this.problem)
    const sent = sendMessage(this.#room.doc, this.#room.author, this.values, { type, draft: this.id, names })
    this.problem = sent.ok ? null : sent.error.message
    if (sent.ok) this.#reset()
    return sent
  }

  #reset(): void {
    this.id = null
    this.#hasSeen = false
    this.values = EMPTY
    this.isGone = false
  }

  #headOf(property: MessageProperty): EventId | null {
    return this.id === null ? null : headOf(this.#room.incident, messageKey(this.id, property))
  }

  #took<T>(result: Result<T>): T | undefined {
    this.problem = result.ok ? null : result.error.message
    return result.ok ? result.value : undefined
  }
}

const isEmpty = ({ recipients, subject, body }: Draft): boolean => recipients.length === 0 && subject.trim() === '' && body.trim() === ''
