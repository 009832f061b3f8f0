import { beforeEach, expect, it } from 'vitest'
import type * as Y from 'yjs'
import { addLink, removeLink } from '#shared/doc/attachCommands.ts'
import { bringBack, incidentAt, listBringable } from '#shared/doc/bringBack.ts'
import {
  addImpact,
  assignCommander,
  changeImpact,
  changeSeverity,
  changeStatus,
  declareIncident,
  removeImpact,
  setField,
  type Author
} from '#shared/doc/commands.ts'
import { addResponder, removeResponder, setRole } from '#shared/doc/peopleCommands.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { eventsOf, newDoc } from '#shared/doc/roots.ts'
import { addTask, changeTask, finishTask, removeTask } from '#shared/doc/taskCommands.ts'
import { changeVisibility } from '#shared/doc/timeCommands.ts'
import { undoLast } from '#shared/doc/undoCommands.ts'
import { compareIncidents, factsOf } from '#shared/domain/history/compareIncidents.ts'
import type { EventId } from '#shared/domain/ids.ts'
import { valueOf, type Result } from '#shared/domain/result.ts'
import { DEFAULT_SETTINGS } from '#shared/domain/settings/foldSettings.ts'
import { aDeclaration, newAuthor } from '#test/support/authors.ts'
import { MINUTE, T0 } from '#test/support/events.ts'

const TYPE = { ...DEFAULT_SETTINGS.types[0]!, isPrivateAllowed: true }
const SCRIBE = { id: 'scribe', name: 'Scribe', isMany: false }

let now = T0
let doc: Y.Doc
let ana: Author
let ben: Author
let impact: EventId
let task: EventId
let link: EventId
beforeEach(() => {
  now = T0
  doc = newDoc('incident1')
  ana = newAuthor('Ana', () => now)
  ben = newAuthor('Ben', () => now)
  valueOf(declareIncident(doc, ana, aDeclaration))
  valueOf(addResponder(doc, ana, ben))
  impact = valueOf(addImpact(doc, ana, { start: T0, end: null, scope: 'eu', isCustomer: true }))
  task = valueOf(addTask(doc, ana, { text: 'Roll back', assignees: [ben] }))
  link = valueOf(addLink(doc, ana, { name: 'Runbook', url: 'https://example.com/runbook' }))
  now += MINUTE
})

const CHANGES: Record<string, () => Result<unknown>> = {
  title: () => setField(doc, ana, 'title', 'Another'),
  severity: () => changeSeverity(doc, ana, 'SEV-1'),
  status: () => changeStatus(doc, ana, 'stable'),
  visibility: () => changeVisibility(doc, ana, TYPE, 'private'),
  commander: () => assignCommander(doc, ana, ben),
  customers: () => setField(doc, ana, 'customer_impact', 'no'),
  field: () => setField(doc, ana, 'root_cause', 'the cache'),
  services: () => setField(doc, ana, 'services', ['web']),
  role: () => setRole(doc, ana, ben, SCRIBE),
  'responder gone': () => removeResponder(doc, ana, ben.id),
  'responder new': () =>
    addResponder(
      doc,
      ana,
      newAuthor('Cho', () => now)
    ),
  impact: () => changeImpact(doc, ana, impact, { start: T0, end: T0 + 1, scope: 'us', isCustomer: true }),
  'impact gone': () => removeImpact(doc, ana, impact),
  'impact new': () => addImpact(doc, ana, { start: T0, end: null, scope: 'us', isCustomer: false }),
  task: () => changeTask(doc, ana, task, { text: 'Roll on', assignees: [] }),
  'task done': () => finishTask(doc, ana, task),
  'task gone': () => removeTask(doc, ana, task),
  'link gone': () => removeLink(doc, ana, link)
}

const [BEFORE, LATER] = [T0 + MINUTE - 1, 2 * MINUTE]
/** Facts that are not what they were. */
const changed = () => compareIncidents(incidentAt(doc, BEFORE), readIncident(doc), TYPE).map(({ what }) => what)

it.each(Object.keys(CHANGES))('D570 %s: a fact is brought back to what it was by a new change of whoever does it', (name) => {
  valueOf(CHANGES[name]!())
  now += LATER
  const was = factsOf(incidentAt(doc, BEFORE), TYPE)
  const whats = changed()
  expect(whats.length).toBeGreaterThan(0)
  const events = eventsOf(doc).size
  for (const what of whats) if (changed().includes(what)) valueOf(bringBack(doc, ben, TYPE, what, BEFORE))
  expect(new Map(factsOf(readIncident(doc), TYPE).map(([what, , value]) => [what, value]))).toEqual(
    new Map(was.map(([what, , value]) => [what, value]))
  )
  expect(eventsOf(doc).size).toBeGreaterThan(events)
  expect([...eventsOf(doc).values()].at(-1)).toMatchObject({ by: ben.id })
})

it('D571 what is so already, or follows from something else, is not offered, and bringing back is undone as any change', () => {
  expect(listBringable(incidentAt(doc, BEFORE), readIncident(doc), TYPE).size).toBe(0)
  expect(bringBack(doc, ben, TYPE, 'severity', BEFORE)).toMatchObject({ ok: false })
  expect(bringBack(doc, ben, TYPE, 'severity', T0 - 1)).toMatchObject({ ok: false })
  valueOf(changeSeverity(doc, ana, 'SEV-1'))
  valueOf(changeStatus(doc, ana, 'resolved'))
  expect([...listBringable(incidentAt(doc, BEFORE), readIncident(doc), TYPE)]).toEqual(['severity', 'status'])
  valueOf(bringBack(doc, ben, TYPE, 'severity', BEFORE))
  expect(readIncident(doc).severity).toBe(aDeclaration.severity)
  valueOf(undoLast(doc, ben))
  expect(readIncident(doc).severity).toBe('SEV-1')
})

it('D572 what two people removed apart is there again when it is brought back', () => {
  const gone = { kind: 'impactRemoved', impact, by: ben.id, at: now } as const
  valueOf(removeImpact(doc, ana, impact))
  const id = ben.clock.next()
  eventsOf(doc).set(id, { ...gone, id })
  valueOf(bringBack(doc, ana, TYPE, `impact:${impact}`, BEFORE))
  expect(readIncident(doc).impacts).toMatchObject([{ id: impact, scope: 'eu' }])
})
