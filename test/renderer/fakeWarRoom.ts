import type { IncidentRow, WarRoom } from '#shared/bridge/warRoomApi.ts'
import { ok } from '#shared/domain/result.ts'

export const newRow = (id: string, changed: Partial<IncidentRow> = {}): IncidentRow => ({
  id: id as IncidentRow['id'],
  number: null,
  prefix: 'IR',
  title: `Incident ${id}`,
  severity: 'SEV-3',
  status: 'active',
  incidentType: 'incident',
  visibility: 'public',
  isTest: false,
  customerImpact: 'unknown',
  commander: null,
  services: [],
  teams: [],
  declaredAt: 0,
  resolvedAt: null,
  lastUpdateAt: 0,
  isUnshared: false,
  ...changed
})

/** A test may put another answer in the place of one method. */
type Writable<T> = { -readonly [Key in keyof T]: T[Key] }

/** As much of a core as the list asks. `find` gives the matches of a query, in their order. */
export function fakeWarRoom(find: (query: string) => IncidentRow[], problemOf: (query: string) => string | null = () => null) {
  const asked: { query: string; section: string; offset: number }[] = []
  const warRoom: Pick<Writable<WarRoom>, 'countList' | 'listIncidents' | 'countFacets' | 'listPeople' | 'findSnippets'> = {
    async countList({ query }) {
      const message = problemOf(query)
      const problem = message ? { message, at: 0, length: 1 } : null
      return ok({ matches: problem ? 0 : find(query).length, openOutside: 0, total: find('').length, tookMs: 1, problem })
    },
    async listIncidents({ query, section, offset, limit }) {
      asked.push({ query, section, offset })
      return ok(section === 'matches' ? find(query).slice(offset, offset + limit) : [])
    },
    async findSnippets({ ids }) {
      return ok(ids.map((id) => ({ id, source: 'notes', at: 0, parts: [{ text: 'found', isMatch: true }] })))
    },
    async countFacets() {
      return ok([])
    },
    async listPeople() {
      return ok([])
    }
  }
  return { warRoom: warRoom as Writable<WarRoom>, asked }
}

/** Node has no window: what the list remembers goes into this. */
export function fakeStorage(): Map<string, string> {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key)
  }
  Object.defineProperty(globalThis, 'localStorage', { value: storage, configurable: true })
  return kept
}
