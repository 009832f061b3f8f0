import type * as Y from 'yjs'
import { createClock, type Clock } from '#shared/domain/clock.ts'
import { isPerson } from '#shared/domain/fold.ts'
import { newActorId, newDeviceId, WORKSPACE_DOC, type ActorId } from '#shared/domain/ids.ts'
import { FailureError } from '#shared/domain/result.ts'
import type { Person } from '#shared/bridge/warRoomApi.ts'
import { writeEvents, type Author } from '#shared/doc/commands.ts'
import { readEvents } from '#shared/doc/readIncident.ts'
import type { Replica } from './replica.ts'

const MAX_NAME = 100

/** The people of the workspace, and which of them sits here. Names live in the workspace document, the seat in this data folder. */
export class People {
  readonly #replica: Replica
  readonly #clock: Clock = createClock(newDeviceId())

  constructor(replica: Replica) {
    this.#replica = replica
  }

  /** Who this machine's windows write as; null until they have said their name. */
  getSeated(): Person | null {
    const kept = this.#replica.store.getMeta('seat.person')
    return kept ? (JSON.parse(kept) as Person) : null
  }

  /** Name whoever sits here, or rename them. Who was known by this name before, as a commander perhaps, is who sits down. */
  async seat(name: string): Promise<Person> {
    const seated = this.getSeated()
    const person = seated ? { id: seated.id, name: checkName(name) } : await this.byName(name)
    await this.#note(person)
    this.#replica.store.setMeta('seat.person', JSON.stringify(person))
    return person
  }

  async list(): Promise<Person[]> {
    const names = await this.#replica.use(WORKSPACE_DOC, readNames)
    return [...names].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name, 'en'))
  }

  /** The person of this name, known from now on if they were not. */
  async byName(name: string): Promise<Person> {
    const wanted = checkName(name)
    const known = (await this.list()).find((person) => person.name.toLowerCase() === wanted.toLowerCase())
    if (known) return known
    const person = { id: newActorId(), name: wanted }
    await this.#note(person)
    return person
  }

  /** Make sure the workspace knows a person somebody named in a window. */
  async note(person: Person): Promise<void> {
    const names = await this.#replica.use(WORKSPACE_DOC, readNames)
    if (!names.has(person.id)) await this.#note({ id: person.id, name: checkName(person.name) })
  }

  authorOf(person: Person): Author {
    return { ...person, clock: this.#clock }
  }

  async #note(person: Person): Promise<void> {
    await this.#replica.use(WORKSPACE_DOC, (doc) => {
      if (readNames(doc).get(person.id) !== person.name) writeEvents(doc, this.authorOf(person), [])
    })
  }
}

function readNames(doc: Y.Doc): Map<ActorId, string> {
  const names = new Map<ActorId, string>()
  const events = readEvents(doc).events.sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const event of events) if (event.kind === 'actorNamed' && isPerson(event.actor)) names.set(event.actor, event.name)
  return names
}

function checkName(name: string): string {
  const trimmed = name.trim().replace(/\s+/g, ' ')
  if (trimmed === '') throw new FailureError('badInput', 'A name needs at least one letter.')
  if (trimmed.length > MAX_NAME) throw new FailureError('badInput', `A name may have ${MAX_NAME} characters; this has ${trimmed.length}.`)
  return trimmed
}
