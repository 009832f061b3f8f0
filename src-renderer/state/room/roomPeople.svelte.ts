import type { Person, WarRoom } from '#shared/bridge/warRoomApi.ts'
import { newActorId } from '#shared/domain/ids.ts'
import { listChoices } from './people.ts'
import type { Room } from './room.svelte.ts'

/** Who may be chosen for something in this room: who is here, its responders, everybody known. */
export class RoomPeople {
  readonly #room: Room
  readonly #warRoom: Pick<WarRoom, 'listPeople' | 'notePerson'>
  #known = $state.raw<readonly Person[]>([])
  readonly choices: readonly (Person & { detail?: string })[] = $derived.by(() => {
    const { author, peers, incident } = this.#room
    return listChoices(incident, [{ clientId: 0, id: author.id, name: author.name, at: null }, ...peers], this.#known)
  })

  constructor(room: Room, warRoom: Pick<WarRoom, 'listPeople' | 'notePerson'>) {
    this.#room = room
    this.#warRoom = warRoom
  }

  /** Ask again who is known; people come and go rarely, so only when somebody is about to choose. */
  async load(): Promise<void> {
    const people = await this.#warRoom.listPeople(null)
    if (people.ok) this.#known = people.value
  }

  /** The people of these names, in any case; a name nobody has makes somebody new, whom the workspace then knows. */
  byNames(names: readonly string[]): Person[] {
    return names.map((name) => {
      const known = this.choices.find((person) => person.name.toLowerCase() === name.trim().toLowerCase())
      return known ? { id: known.id, name: known.name } : this.note({ id: newActorId(), name: name.trim() })
    })
  }

  /** Whoever is chosen by a new name can sit down under it later. */
  note(person: Person): Person {
    void this.#warRoom.notePerson(person)
    return person
  }
}
