import { once } from 'node:events'
import { connect as connectTo, createServer, type AddressInfo } from 'node:net'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { openCore, type Core } from '#main/seat/openCore.ts'
import { portPair } from '#shared/bridge/ports.ts'
import { connect } from '#shared/bridge/rpc.ts'
import { CORE_CHANNELS, splitPort } from '#shared/bridge/split.ts'
import { WAR_ROOM, type CoreStatus, type WarRoom } from '#shared/bridge/warRoomApi.ts'
import { valueOf } from '#shared/domain/result.ts'
import { tempDir } from '#test/support/tempDir.ts'
import { until } from '#test/support/until.ts'

interface Seat {
  core: Core
  warRoom: WarRoom
  state(): CoreStatus['hub']['state'] | undefined
}

async function openSeat(dataDir = tempDir()): Promise<Seat> {
  const core = await openCore({ dataDir, log: () => undefined })
  onTestFinished(() => core.close().catch(() => undefined))
  const [near, far] = portPair()
  core.attach(far, { as: 'Ana' })
  const warRoom = connect(splitPort(near, CORE_CHANNELS).rpc, WAR_ROOM)
  let status: CoreStatus | undefined
  void warRoom.watchStatus(null, { onEmit: (told) => (status = told) })
  return { core, warRoom, state: () => status?.hub.state }
}

const canConnect = (url: string) =>
  new Promise<boolean>((resolve) => {
    const socket = connectTo(Number(new URL(url).port), '127.0.0.1')
    socket.on('connect', () => resolve(true))
    socket.on('error', () => resolve(false))
    socket.on('connect', () => socket.destroy())
  })

const HERE = { port: 0, onLan: false }
let host: Seat
beforeEach(async () => {
  host = await openSeat()
})

describe('changing the room', () => {
  it('R140 asked twice at once it hosts once, and stopping stops all of it', async () => {
    const [first, second] = (await Promise.all([host.warRoom.hostWarRoom(HERE), host.warRoom.hostWarRoom(HERE)])).map(valueOf)
    expect(second).toEqual(first)
    valueOf(await host.warRoom.stopHosting(null))
    expect(await canConnect(first!.url)).toBe(false)
  })

  it('R141 joined twice at once it is one seat in the room, and leaving leaves', async () => {
    const { invite } = valueOf(await host.warRoom.hostWarRoom(HERE))
    const guest = await openSeat()
    await Promise.all([guest.warRoom.joinWarRoom({ invite }), guest.warRoom.joinWarRoom({ invite })])
    await until('online', () => guest.state() === 'online')
    valueOf(await guest.warRoom.leaveWarRoom(null))
    let seats = 0
    void host.warRoom.watchStatus(null, { onEmit: ({ hub }) => (seats = hub.seats) })
    await until('the host is by itself', () => seats === 1)
  })

  it('R142 a guest that cannot host because the port is taken stays a guest', async () => {
    const { invite } = valueOf(await host.warRoom.hostWarRoom(HERE))
    const guest = await openSeat()
    valueOf(await guest.warRoom.joinWarRoom({ invite }))
    await until('online', () => guest.state() === 'online')
    const squatter = createServer()
    await once(squatter.listen(0, '127.0.0.1'), 'listening')
    onTestFinished(() => void squatter.close())
    const { port } = squatter.address() as AddressInfo
    expect(await guest.warRoom.hostWarRoom({ port, onLan: false })).toMatchObject({ ok: false, error: { reason: 'storage' } })
    // asked anew: what was told before may be old
    let state = ''
    void guest.warRoom.watchStatus(null, { onEmit: ({ hub }) => (state = hub.state) })
    await until('online again', () => state === 'online')
  })

  it('R143 a guest told to stop hosting is still a guest after a restart', async () => {
    const { invite } = valueOf(await host.warRoom.hostWarRoom(HERE))
    const guest = await openSeat()
    valueOf(await guest.warRoom.joinWarRoom({ invite }))
    await until('online', () => guest.state() === 'online')
    valueOf(await guest.warRoom.stopHosting(null))
    await guest.core.close()
    const again = await openSeat(guest.core.dataDir)
    await until('online', () => again.state() === 'online')
  })
})
