import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { portPair } from '../../shared/bridge/ports.ts'
import { connect } from '../../shared/bridge/rpc.ts'
import { CORE_CHANNELS, splitPort } from '../../shared/bridge/split.ts'
import { WAR_ROOM, type WarRoom } from '../../shared/bridge/warRoomApi.ts'
import { openCore } from '../../src-main/seat/openCore.ts'

/** A folder on a real disk, gone when the process ends. MUSTER_BENCH_DIR says where; the system's temporary folder otherwise. */
export function newFolder(name: string): string {
  const dir = mkdtempSync(join(process.env['MUSTER_BENCH_DIR'] ?? tmpdir(), `muster-bench-${name}-`))
  process.on('exit', () => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** A data folder as a window sees it, in this process. */
export async function openSeat(dataDir: string): Promise<{ warRoom: WarRoom; close(): Promise<void> }> {
  const core = await openCore({ dataDir, isOnline: false })
  const [near, far] = portPair()
  core.attach(far, { as: 'Bench' })
  return { warRoom: connect(splitPort(near, CORE_CHANNELS).rpc, WAR_ROOM), close: () => core.close() }
}
