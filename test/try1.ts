import { mkdtempSync } from 'node:fs'
import * as Y from 'yjs'
import { openLog, openProjections } from '#main/core/sqlite/openDatabase.ts'
import { SqliteDocStore } from '#main/core/sqlite/sqliteDocStore.ts'
import { Replica } from '#main/core/replica.ts'
import { Projector } from '#main/core/projector.ts'
import { ProjectionStore } from '#main/core/sqlite/projectionStore.ts'
import { Rooms } from '#main/core/rooms.ts'
import { startHub } from '#main/hub/startHub.ts'
import { HubLink } from '#main/core/link/hubLink.ts'
import { logIdOf } from '#main/core/identity.ts'
import { declareIncident, postEntry } from '#shared/doc/commands.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { createClock } from '#shared/domain/clock.ts'
import { newActorId, newDeviceId, newIncidentId } from '#shared/domain/ids.ts'
import { WebsocketProvider } from 'y-websocket'
import { parseInvite } from '#main/hub/invite.ts'
function seat() {
  const dir = mkdtempSync('/tmp/m-')
  const store = new SqliteDocStore(openLog(dir + '/l.sqlite'))
  const projection = new ProjectionStore(openProjections(dir + '/p.sqlite'), logIdOf(store))
  const replica = new Replica({ store }); const rooms = new Rooms(replica); const projector = new Projector(replica, projection)
  return { store, projection, replica, rooms, projector, db: projection.db }
}
const a = seat(), b = seat()
const author = (n: string) => ({ id: newActorId(), name: n, clock: createClock(newDeviceId()) })
const pr = author('Priya'), tom = author('Tom')
const id = newIncidentId()
await a.replica.use(id, (d) => { console.log(declareIncident(d, pr, { title: 'Checkout 5xx', severity: 'SEV-2', notes: 'first', services: ['x'] })) })
const hub = await startHub({ ...a, port: 0, host: '127.0.0.1', publicHost: '127.0.0.1' })
console.log(hub.invite)
const inv = parseInvite(hub.invite); if (!inv.ok) throw 1
await b.replica.use(newIncidentId(), (d) => { declareIncident(d, tom, { title: 'From b', severity: 'SEV-3' }) })
const link = new HubLink({ replica: b.replica, rooms: b.rooms, ...inv.value })
await link.start()
const until = async (f: () => boolean) => { const t = Date.now(); while (!f()) { if (Date.now() - t > 5000) throw new Error('timeout ' + f); await new Promise((r) => setTimeout(r, 5)) } }
await until(() => link.isCaughtUp)
await b.projector.settle(); await a.projector.settle()
console.log(a.db.prepare('select id,number,title from incident').all(), b.db.prepare('select id,number,title from incident').all())
await b.replica.use(id, (d) => { postEntry(d, tom, { text: 'hi from tom' }) })
console.log('waiting', link.waiting)
await until(() => link.isCaughtUp)
await a.replica.use(id, (d) => console.log(readIncident(d).timeline.map((t) => t.event.kind)))
// y-websocket
const doc = new Y.Doc()
const p = new WebsocketProvider(hub.url + '/docs', id, doc, { params: { token: hub.token }, disableBc: true })
await until(() => p.synced)
console.log(readIncident(doc).title)
postEntry(doc, author('Web'), { text: 'from plain client' })
await until(() => { let n = 0; void b.replica.use(id, (d) => { n = readIncident(d).timeline.length }); return true })
await new Promise((r) => setTimeout(r, 300))
await b.replica.use(id, (d) => console.log(readIncident(d).timeline.map((t) => t.event.kind), readIncident(d).responders.length))
p.destroy(); await link.close(); await hub.close(); await a.projector.close(); await b.projector.close(); a.projection.close(); await a.replica.close(); await b.replica.close(); b.projection.close()
console.log('closed')
