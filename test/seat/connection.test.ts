import { createServer } from 'node:net'
import { once } from 'node:events'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { openCore, type Core } from '#main/seat/openCore.ts'
import { connect } from '#shared/bridge/rpc.ts'
import { portPair } from '#shared/bridge/ports.ts'
import { CORE_CHANNELS, splitPort } from '#shared/bridge/split.ts'
import { WAR_ROOM, type CoreStatus, type WarRoom } from '#shared/bridge/warRoomApi.ts'
import { valueOf } from '#shared/domain/result.ts'
import { aDeclaration } from '#test/support/authors.ts'
import { tempDir } from '#test/support/tempDir.ts'
import { until } from '#test/support/until.ts'

/** One machine's Muster, with one window and what its status bar shows. */
class Seat {
  readonly dir: string
  readonly logged: string[] = []
  core!: Core
  warRoom!: WarRoom
  status!: CoreStatus
  #isOpen = false
  constructor(dir = tempDir()) {
    this.dir = dir
  }
  async open(): Promise<this> {
    this.core = await openCore({ dataDir: this.dir, log: (line) => this.logged.push(line) })
    this.#isOpen = true
    const [near, far] = portPair()
    this.core.attach(far, { as: 'Ana' })
    this.warRoom = connect(splitPort(near, CORE_CHANNELS).rpc, WAR_ROOM)
    void this.warRoom.watchStatus(null, { onEmit: (status) => (this.status = status) })
    return this
  }
  async close(): Promise<void> {
    if (this.#isOpen) await this.core.close()
    this.#isOpen = false
  }
  shows = (state: CoreStatus['hub']['state']) => until(`it shows ${state}`, () => this.status?.hub.state === state)
  declare = async () => valueOf(await this.warRoom.declareIncident(aDeclaration)).id
  ids = async () => valueOf(await this.warRoom.listSummaries({ query: '' })).map(({ id }) => id)
}

let host: Seat
let guest: Seat
beforeEach(async () => {
  host = await new Seat().open()
  guest = await new Seat().open()
  onTestFinished(async () => {
    await guest.close()
    await host.close()
  })
})

const hostHere = async () => valueOf(await host.warRoom.hostWarRoom({ port: 0, onLan: false }))

describe('hosting and joining', () => {
  it('R120 alone it says so, and nothing is claimed to be shared', async () => {
    await guest.shows('none')
    expect(guest.status.hub).toEqual({ state: 'none', url: null, invite: null, reason: null, seats: 0, waiting: 0 })
    expect(await guest.warRoom.syncNow(null)).toMatchObject({
      ok: false,
      error: { reason: 'notConnected', message: expect.stringContaining('muster join INVITE') as unknown }
    })
  })

  it('R121 a guest joins by invite, gets what is there, and both count the seats', async () => {
    const id = await host.declare()
    const { invite, url } = await hostHere()
    expect(valueOf(await guest.warRoom.joinWarRoom({ invite }))).toEqual({ url })
    await guest.shows('online')
    valueOf(await guest.warRoom.syncNow(null))
    expect(await guest.ids()).toEqual([id])
    await until('counted', () => host.status.hub.seats === 2 && guest.status.hub.seats === 2)
    expect(valueOf(await guest.warRoom.getSeat(null)).workspace).toEqual(valueOf(await host.warRoom.getSeat(null)).workspace)
  })

  it('R122 sync tells what was exchanged, and the host has it then', async () => {
    const { invite } = await hostHere()
    const there = await host.declare()
    valueOf(await guest.warRoom.joinWarRoom({ invite }))
    await guest.shows('online')
    const here = await guest.declare()
    expect(valueOf(await guest.warRoom.syncNow(null))).toMatchObject({ waiting: 0, incidents: 2 })
    expect((await host.ids()).sort()).toEqual([there, here].sort())
  })

  it('R123 sync without a hub there fails with the reason and what waits', async () => {
    const { invite } = await hostHere()
    valueOf(await guest.warRoom.joinWarRoom({ invite }))
    await guest.shows('online')
    valueOf(await guest.warRoom.syncNow(null))
    await host.close()
    await guest.shows('offline')
    await guest.declare()
    const failed = await guest.warRoom.syncNow(null)
    expect(failed).toMatchObject({
      ok: false,
      error: { reason: 'notConnected', message: expect.stringMatching(/cannot be reached: .* \d+ changes wait here\.$/) as unknown }
    })
  })

  it('R124 both go on by themselves after a restart, on the same port with the same invite', async () => {
    const before = await hostHere()
    valueOf(await guest.warRoom.joinWarRoom({ invite: before.invite }))
    await guest.shows('online')
    await guest.close()
    await host.close()
    await host.open()
    await host.shows('hosting')
    expect(host.status.hub.invite).toBe(before.invite)
    const id = await host.declare()
    await guest.open()
    await guest.shows('online')
    valueOf(await guest.warRoom.syncNow(null))
    expect(await guest.ids()).toEqual([id])
  })

  it('R125 a port somebody else took meanwhile: the seat opens all the same and the log says why it does not host', async () => {
    const { url } = await hostHere()
    await host.close()
    const squatter = createServer()
    await once(squatter.listen(Number(new URL(url).port), '127.0.0.1'), 'listening')
    onTestFinished(() => void squatter.close())
    await host.open()
    expect(host.logged).toEqual([expect.stringMatching(/^Not connected: Port \d+ on 127.0.0.1 cannot be used/)])
    await host.declare()
  })

  it('R126 a seat that left stays alone after a restart', async () => {
    const { invite } = await hostHere()
    valueOf(await guest.warRoom.joinWarRoom({ invite }))
    await guest.shows('online')
    valueOf(await guest.warRoom.leaveWarRoom(null))
    await guest.shows('none')
    await guest.close()
    await guest.open()
    await guest.shows('none')
  })

  it('R127 stopping to host lets the guests go offline, and their changes wait', async () => {
    const { invite } = await hostHere()
    valueOf(await guest.warRoom.joinWarRoom({ invite }))
    await guest.shows('online')
    valueOf(await host.warRoom.stopHosting(null))
    await guest.shows('offline')
    await guest.declare()
    await until('counted', () => guest.status.hub.waiting > 0)
  })

  it('R128 who has hosted and given numbers cannot join another room with them', async () => {
    const { invite } = await hostHere()
    await guest.declare()
    valueOf(await guest.warRoom.hostWarRoom({ port: 0, onLan: false }))
    await until('numbered', async () => valueOf(await guest.warRoom.listSummaries({ query: '' }))[0]!.number === 1)
    expect(await guest.warRoom.joinWarRoom({ invite })).toMatchObject({
      ok: false,
      error: { reason: 'notAllowed', message: expect.stringContaining('would collide') as unknown }
    })
  })

  it('R129 a wrong invite is refused at once, and the connection there is stays', async () => {
    const { invite } = await hostHere()
    valueOf(await guest.warRoom.joinWarRoom({ invite }))
    await guest.shows('online')
    expect(await guest.warRoom.joinWarRoom({ invite: 'https://example.org' })).toMatchObject({ ok: false, error: { reason: 'badInput' } })
    expect(guest.status.hub.state).toBe('online')
  })

  it('R130 an invite whose token is not that of the room: refused, with the reason', async () => {
    const { invite } = await hostHere()
    const forged = `${invite.slice(0, -43)}${'x'.repeat(43)}`
    valueOf(await guest.warRoom.joinWarRoom({ invite: forged }))
    await guest.shows('refused')
    expect(guest.status.hub.reason).toContain('the token is not that of this room')
  })
})
