import { SvelteMap } from 'svelte/reactivity'
import type { WarRoom } from '#shared/bridge/warRoomApi.ts'
import type { Field } from '#shared/domain/fields.ts'

/** Values to offer for fields, asked for once a field while a form is open. Until the answer is there those of the settings are. */
export class KnownValues {
  readonly #warRoom: Pick<WarRoom, 'listKnownValues'>
  readonly #values = new SvelteMap<string, readonly string[]>()
  readonly #asked = new Set<string>()

  constructor(warRoom: Pick<WarRoom, 'listKnownValues'>) {
    this.#warRoom = warRoom
  }

  of(incidentType: string, field: Field): readonly string[] {
    return this.#values.get(`${incidentType}/${field.name}`) ?? field.choices ?? []
  }

  /** Only open lists take more than their settings say. */
  load(incidentType: string, field: Field): void {
    const key = `${incidentType}/${field.name}`
    if (!['textArray', 'metricTag', 'autocomplete'].includes(field.type) || this.#asked.has(key)) return
    this.#asked.add(key)
    void this.#warRoom.listKnownValues({ incidentType, field: field.name, text: '' }).then((known) => {
      if (known.ok) this.#values.set(key, known.value)
    })
  }
}
