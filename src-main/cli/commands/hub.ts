import { FailureError, valueOf } from '#shared/domain/result.ts'
import { textOf } from '../args.ts'
import { UsageError, type Command, type Io } from '../command.ts'
import type { WarRoom } from '#shared/bridge/warRoomApi.ts'

const LOOPBACK = ['127.0.0.1', 'localhost', '::1']
const EVERYWHERE = ['0.0.0.0', '::', '*']

export const hubCommand: Command = {
  name: 'hub',
  summary: 'host a war room until Ctrl-C; prints {"url","invite","token"} when ready',
  args: [],
  stays: true,
  options: {
    port: { value: 'N', help: 'port; 0 takes a free one (as without it)' },
    host: { value: 'ADDRESS', help: '127.0.0.1 for this machine only (as without it), 0.0.0.0 for the network' }
  },
  async run({ io, warRoom, values }) {
    const port = parsePort(textOf(values, 'port') ?? '0')
    const onLan = parseHost(textOf(values, 'host') ?? '127.0.0.1')
    const stop = waitForStop(io, warRoom)
    const { url, invite, token } = valueOf(await warRoom.hostWarRoom({ port, onLan }))
    io.out(`${JSON.stringify({ url, invite, token })}\n`)
    io.err(`Hosting at ${url} until Ctrl-C.\n`)
    await stop
    valueOf(await warRoom.stopHosting(null))
  }
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN
  if (!(port <= 65_535)) throw new UsageError(`--port is a number from 0 to 65535, not "${text}"`)
  return port
}

function parseHost(text: string): boolean {
  if (LOOPBACK.includes(text)) return false
  if (EVERYWHERE.includes(text)) return true
  throw new UsageError(`--host is 127.0.0.1 or 0.0.0.0, not "${text}"`)
}

/** Settles at Ctrl-C; rejects when the core that hosts is gone. */
function waitForStop(io: Io, warRoom: WarRoom): Promise<void> {
  const controller = new AbortController()
  return new Promise((resolve, reject) => {
    const offStop = io.onStop(() => {
      controller.abort()
      resolve()
    })
    void warRoom.watchStatus(null, { signal: controller.signal }).then((watched) => {
      offStop()
      if (controller.signal.aborted) return
      reject(new FailureError('notConnected', watched.ok ? 'The core stopped, and the room with it.' : watched.error.message))
    })
  })
}
