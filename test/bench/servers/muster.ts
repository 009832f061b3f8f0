import { portPair } from '../../../shared/bridge/ports.ts'
import { connect } from '../../../shared/bridge/rpc.ts'
import { CORE_CHANNELS, splitPort } from '../../../shared/bridge/split.ts'
import { WAR_ROOM } from '../../../shared/bridge/warRoomApi.ts'
import { valueOf } from '../../../shared/domain/result.ts'
import { openCore } from '../../../src-main/seat/openCore.ts'

/* The hub as `muster hub` runs it, on the data folder named first: what it passes on is on the disk (openLog asserts how). */
const core = await openCore({ dataDir: process.argv[2]! })
const [near, far] = portPair()
core.attach(far, { as: 'Bench' })
const warRoom = connect(splitPort(near, CORE_CHANNELS).rpc, WAR_ROOM)
const { url, token } = valueOf(await warRoom.hostWarRoom({ port: 0, onLan: false }))
process.on('message', (message) => {
  if (message === 'cpu') process.send?.({ cpu: process.cpuUsage() })
  else void core.close().then(() => process.exit(0))
})
process.send?.({ url: `${url}/docs/`, query: `?token=${token}` })
