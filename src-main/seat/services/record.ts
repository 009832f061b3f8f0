import type * as Y from 'yjs'
import type { People } from '#main/core/people.ts'
import { listNeighbours } from '#main/core/queries/neighbours.ts'
import type { Reader } from '#main/core/queries/reader.ts'
import type { Replica } from '#main/core/replica.ts'
import type { Settings } from '#main/core/settings.ts'
import type { RECORD, Neighbour } from '#shared/bridge/contract/record.ts'
import type { Implementation } from '#shared/bridge/rpc.ts'
import { changeSeverity, type Author } from '#shared/doc/commands.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { relateBoth } from '#shared/doc/relatedCommands.ts'
import { addTask } from '#shared/doc/taskCommands.ts'
import type { Relation } from '#shared/domain/events.ts'
import type { IncidentId } from '#shared/domain/ids.ts'
import { numberOf, withPrefix } from '#shared/domain/number.ts'
import { fail, ok, type Result } from '#shared/domain/result.ts'

interface Parts {
  reader: Reader
  people: Pick<People, 'byName' | 'note'>
  replica: Pick<Replica, 'use'>
  settings: Pick<Settings, 'get' | 'load'>
  /** Finds the incident, does it, and settles when that is on the disk. */
  change<T>(ref: string, work: (doc: Y.Doc, author: Author) => Result<T>): Promise<Result<{ id: IncidentId; value: T }>>
  getAuthor(): Promise<Author>
  saved(): Promise<void>
}

export function recordService({ reader, people, replica, settings, change, getAuthor, saved }: Parts): Implementation<typeof RECORD> {
  const neighbours = (ids: readonly IncidentId[]): Neighbour[] =>
    listNeighbours(reader, ids).map((each) => withPrefix(each, settings.get()))

  /** Both are open at once, so that both sides are written in one turn and kept in one commit. */
  async function relate(id: IncidentId, other: IncidentId, relation: Relation | null): Promise<Result<unknown>> {
    const author = await getAuthor()
    const known = await settings.load()
    const sideOf = (of: IncidentId, doc: Y.Doc) => {
      const incident = readIncident(doc)
      return { doc, id: of, title: incident.isDeclared ? `${numberOf(incident, known)} ${incident.title}` : undefined }
    }
    return replica.use(id, (one) => replica.use(other, (two) => relateBoth(author, sideOf(id, one), sideOf(other, two), relation)))
  }

  return {
    async changeSeverity({ ref, severity }) {
      const changed = await change(ref, (doc, author) => changeSeverity(doc, author, severity))
      return changed.ok ? ok({ id: changed.value.id }) : changed
    },
    async addTask({ ref, text, list, assign = [], dueAt }) {
      const assignees = await Promise.all(assign.map((name) => people.byName(name)))
      const added = await change(ref, (doc, author) => addTask(doc, author, { text, list, assignees, dueAt }))
      return added.ok ? ok({ id: added.value.id, task: added.value.value }) : added
    },
    describeIncidents: ({ ids }) => ok(neighbours(ids)),
    async notePerson(person) {
      await people.note(person)
      return ok(null)
    },
    async relateIncidents({ id, other, relation }) {
      if (id === other) return fail('badInput', 'That is this incident itself. Choose another one.')
      if (neighbours([other]).length === 0 && relation !== null) return fail('notFound', 'That incident is not on this machine.')
      const related = await relate(id, other, relation)
      await saved()
      return related.ok ? ok(null) : related
    }
  }
}
