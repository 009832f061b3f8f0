import { setTimeout as pause } from 'node:timers/promises'
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

export interface OpenOptions {
  dataDir: string
  /** Write as the person of this name. */
  as?: string
  /** For a command that stays: others may work through it. */
  stays?: boolean
  /** How long to wait for a process that holds the folder and lets nobody work through it, ms. */
  patienceMs?: number
}

const PATIENCE_MS = 15_000
const PAUSE_MS = 50

/** Open a data folder for one command: by this process, or through the one that holds it. */
export async function openWarRoom(options: OpenOptions): Promise<OpenedWarRoom> {
  const until = performance.now() + (options.patienceMs ?? PATIENCE_MS)
  for (;;) {
    try {
      return await openOrJoin(options)
    } catch (error) {
      if (!isHeld(error) || performance.now() > until) throw error
      await pause(PAUSE_MS)
    }
  }
}

async function openOrJoin({ dataDir, as, stays = false }: OpenOptions): Promise<OpenedWarRoom> {
  try {
    const core = await openCore({ dataDir, isOnline: false, isShared: stays })
    const [near, far] = portPair()
    core.attach(far, { as })
    return { warRoom: clientOf(near), isThroughOther: false, close: () => core.close() }
  } catch (error) {
    if (!isHeld(error)) throw error
    const port = await connectToOwner(dataDir, { as })
    return { warRoom: clientOf(port), isThroughOther: true, close: async () => port.close() }
  }
}

const isHeld = (error: unknown): boolean => error instanceof FailureError && error.reason === 'heldByOther'
const clientOf = (port: Port): WarRoom => connect(splitPort(port, CORE_CHANNELS).rpc, WAR_ROOM)
