import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, connect, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import type { Port } from '#shared/bridge/port.ts'
import { FailureError } from '#shared/domain/result.ts'
import type { AttachOptions } from './openCore.ts'
import { streamPort } from './streamPort.ts'

const ownerFile = v.object({ pid: v.number(), socket: v.nullable(v.string()), title: v.string(), since: v.string() })
type Owner = v.InferOutput<typeof ownerFile>
const greeting = v.object({ t: v.literal('hello'), as: v.optional(v.string()) })

const FILE = 'owner.json'

/**
 * Says who holds a data folder, and lets a second process work through the first over a local socket. The lock itself is the
 * database's; this file may be stale, and is then only out of date.
 */
export class Ownership {
  readonly #server: Server | undefined
  readonly #dataDir: string
  readonly #ports = new Set<Port>()

  private constructor(dataDir: string, server?: Server) {
    this.#dataDir = dataDir
    this.#server = server
  }

  /** For a process that is gone in a moment: others wait for it instead of working through it. */
  static announceBriefly(dataDir: string): Ownership {
    writeOwner(dataDir, null)
    return new Ownership(dataDir)
  }

  static async announce(dataDir: string, attach: (port: Port, options: AttachOptions) => void): Promise<Ownership> {
    const socket = socketPath(dataDir)
    rmSync(socket, { force: true })
    const server = createServer()
    const ownership = new Ownership(dataDir, server)
    server.on('connection', (stream) => ownership.#serve(streamPort(stream), attach))
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(socket, resolve)
    })
    writeOwner(dataDir, socket)
    return ownership
  }

  /** Nobody can start new work through this process; who is connected is cut off. */
  async end(): Promise<void> {
    for (const port of this.#ports) port.close()
    rmSync(join(this.#dataDir, FILE), { force: true })
    await new Promise<void>((resolve) => (this.#server ? this.#server.close(() => resolve()) : resolve()))
  }

  #serve(port: Port, attach: (port: Port, options: AttachOptions) => void): void {
    this.#ports.add(port)
    port.onClose(() => this.#ports.delete(port))
    port.onMessage((message) => {
      const hello = v.safeParse(greeting, message)
      if (!hello.success) return port.close()
      attach(port, { as: hello.output.as })
    })
  }
}

function writeOwner(dataDir: string, socket: string | null): void {
  const owner: Owner = { pid: process.pid, socket, title: process.title, since: new Date().toISOString() }
  writeFileSync(join(dataDir, FILE), JSON.stringify(owner), { mode: 0o600 })
}

/** A sentence saying which process holds the folder. */
export function describeOwner(dataDir: string): string {
  const owner = readOwner(dataDir)
  const who = owner ? `process ${owner.pid} since ${owner.since}` : 'another process'
  return `The data folder ${dataDir} is held by ${who}. Close that Muster, or use --data with another folder.`
}

/** A Port to the process that holds the folder. Throws FailureError heldByOther when it does not answer. */
export async function connectToOwner(dataDir: string, options: AttachOptions): Promise<Port> {
  const owner = readOwner(dataDir)
  if (!owner?.socket) throw new FailureError('heldByOther', describeOwner(dataDir))
  const stream = connect(owner.socket)
  await new Promise<void>((resolve, reject) => {
    stream.once('connect', resolve)
    stream.once('error', () => reject(new FailureError('heldByOther', describeOwner(dataDir))))
  })
  const port = streamPort(stream)
  port.post({ t: 'hello', as: options.as })
  return port
}

function readOwner(dataDir: string): Owner | undefined {
  try {
    const parsed = v.safeParse(ownerFile, JSON.parse(readFileSync(join(dataDir, FILE), 'utf8')))
    return parsed.success ? parsed.output : undefined
  } catch {
    // not written yet, or half written: we know only that somebody holds the folder
    return undefined
  }
}

/** Socket paths may have about 100 characters, data folders more. */
function socketPath(dataDir: string): string {
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16)
  if (process.platform === 'win32') return `\\\\.\\pipe\\muster-${name}`
  const inside = join(dataDir, 'core.sock')
  return inside.length < 100 ? inside : join(tmpdir(), `muster-${name}.sock`)
}
