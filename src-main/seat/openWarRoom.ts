import { connect } from '#shared/bridge/rpc.ts'
import { portPair } from '#shared/bridge/ports.ts'
import { CORE_CHANNELS, splitPort } from '#shared/bridge/split.ts'
import { WAR_ROOM, type WarRoom } from '#shared/bridge/warRoomApi.ts'
import type { Port } from '#shared/bridge/port.ts'
import { FailureError } from '#shared/domain/result.ts'
import { openCore } from './openCore.ts'
import { connectToOwner } from './ownership.ts'

export interface OpenedWarRoom {
  warRoom: WarRoom
  /** Another process holds the folder; this works through it. */
  isThroughOther: boolean
  close(): Promise<void>
}

/** Open a data folder for one command: by this process, or through the one that holds it. */
export async function openWarRoom({ dataDir, as, isOnline = false }: { dataDir: string; as?: string; isOnline?: boolean }): Promise<OpenedWarRoom> {
  try {
    const core = await openCore({ dataDir, isOnline })
    const [near, far] = portPair()
    core.attach(far, { as })
    return { warRoom: clientOf(near), isThroughOther: false, close: () => core.close() }
  } catch (error) {
    if (!(error instanceof FailureError) || error.reason !== 'heldByOther') throw error
    const port = await connectToOwner(dataDir, { as })
    return { warRoom: clientOf(port), isThroughOther: true, close: async () => port.close() }
  }
}

const clientOf = (port: Port): WarRoom => connect(splitPort(port, CORE_CHANNELS).rpc, WAR_ROOM)
