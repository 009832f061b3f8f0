import { describe, expect, it, onTestFinished } from 'vitest'
import { openCore, type Core } from '#main/seat/openCore.ts'
import { DocClient } from '#shared/bridge/docClient.ts'
import { portPair } from '#shared/bridge/ports.ts'
import { connect } from '#shared/bridge/rpc.ts'
import { CORE_CHANNELS, splitPort } from '#shared/bridge/split.ts'
import { WAR_ROOM, type CoreStatus, type WarRoom } from '#shared/bridge/warRoomApi.ts'
import { postWithImages } from '#shared/doc/fileCommands.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { fileDocOf } from '#shared/domain/ids.ts'
import { valueOf } from '#shared/domain/result.ts'
import { newAuthor } from '#test/support/authors.ts'
import { aNoisyPng, anSvg, aPng } from '#test/support/images.ts'
import { tempDir } from '#test/support/tempDir.ts'
import { until } from '#test/support/until.ts'

interface Seat {
  core: Core
  warRoom: WarRoom
  docs: DocClient
  status(): CoreStatus | undefined
}

async function openSeat(dataDir = tempDir()): Promise<Seat> {
  const core = await openCore({ dataDir, log: () => undefined })
  onTestFinished(() => core.close().catch(() => undefined))
  const [near, far] = portPair()
  core.attach(far, { as: 'Ana' })
  const channels = splitPort(near, CORE_CHANNELS)
  const warRoom = connect(channels.rpc, WAR_ROOM)
  let status: CoreStatus | undefined
  void warRoom.watchStatus(null, { onEmit: (told) => (status = told) })
  return { core, warRoom, docs: new DocClient(channels.doc), status: () => status }
}

const LARGE = aNoisyPng(2_000_000)
const SMALL = aPng(64, 40)
const declare = async ({ warRoom }: Seat) => valueOf(await warRoom.declareIncident({ title: 'Checkout fails', severity: 'SEV-2' })).id

describe('images over the port of a window', () => {
  it('P50 are kept when it is answered, with progress, and come back as they were', async () => {
    const { warRoom } = await openSeat()
    const steps: number[] = []
    const kept = valueOf(await warRoom.storeImage({ name: 'noise.png', bytes: LARGE }, { onEmit: ({ done }) => steps.push(done) }))
    expect(steps).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(kept).toMatchObject({ name: 'noise.png', mediaType: 'image/png', bytes: LARGE.length, width: 256 })
    const loaded = valueOf(await warRoom.loadImage({ hash: kept.hash, size: kept.bytes }))
    expect([loaded.mediaType, Buffer.compare(loaded.bytes, LARGE)]).toEqual(['image/png', 0])
  })

  it('P51 that are none are refused by their bytes, and nothing is kept', async () => {
    const { warRoom } = await openSeat()
    expect(await warRoom.storeImage({ name: 'logo.png', bytes: anSvg })).toMatchObject({ ok: false, error: { reason: 'badInput' } })
    expect(await warRoom.storeImage({ name: 'x.png', bytes: aNoisyPng(6_000_000) })).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('5.7 MB') as string }
    })
    expect(valueOf(await warRoom.verify(null))).toMatchObject({ isClean: true, files: 0 })
  })

  it('P52 are waited for until they are here, or nobody wants them', async () => {
    const { warRoom } = await openSeat()
    const other = await openSeat()
    const { hash, bytes: size } = valueOf(await other.warRoom.storeImage({ name: 'a.png', bytes: SMALL }))
    const told: string[] = []
    const loading = warRoom.loadImage({ hash, size }, { onEmit: (state) => told.push(state) })
    await until('it is told', () => told.length > 0)
    valueOf(await warRoom.storeImage({ name: 'a.png', bytes: SMALL }))
    expect(valueOf(await loading).bytes).toEqual(SMALL)
    expect(told).toEqual(['absent'])
    const leaving = new AbortController()
    const left = warRoom.loadImage({ hash: 'a'.repeat(52), size }, { signal: leaving.signal, onEmit: () => leaving.abort() })
    expect(await left).toMatchObject({ ok: false, error: { reason: 'cancelled' } })
  })

  it('P56 a window cannot open the bytes of a file as an incident', async () => {
    const { docs } = await openSeat()
    const opened = docs.open(fileDocOf('a'.repeat(52)))
    await until('it is refused', () => opened.getStatus().state === 'failed')
    opened.close()
  })
})

describe('images on two seats of a room', () => {
  it(
    'P57 attached offline on both, the same and others, are on both once they meet: the same one is there once',
    { timeout: 30_000 },
    async () => {
      const [host, guest] = [await openSeat(), await openSeat()]
      const { invite, url } = valueOf(await host.warRoom.hostWarRoom({ port: 0, onLan: false }))
      const id = await declare(host)
      valueOf(await guest.warRoom.joinWarRoom({ invite }))
      await until('the incident is on the guest', () => guest.status()?.incidents === 1)
      valueOf(await host.warRoom.stopHosting(null))
      await until('the guest is offline', () => guest.status()?.hub.state === 'offline')

      const post = (seat: Seat, text: string, ...images: Uint8Array[]) =>
        seat.warRoom.postNote({ ref: id, text, images: images.map((bytes) => ({ name: 'shot.png', bytes })) })
      valueOf(await post(host, 'host', LARGE))
      valueOf(await post(guest, 'guest', LARGE, SMALL))
      // its name in the incident, the note and two images: not the nine rows their bytes take
      expect(guest.status()!.hub.waiting).toBeLessThanOrEqual(4)

      valueOf(await host.warRoom.hostWarRoom({ port: Number(new URL(url).port), onLan: false }))
      valueOf(await guest.warRoom.syncNow(null))
      for (const { warRoom } of [host, guest]) {
        const shown = valueOf(await warRoom.showIncident({ ref: id }))
        expect(shown.files.map(({ bytes }) => bytes).sort()).toEqual([LARGE.length, SMALL.length].sort())
        for (const { hash, bytes: size } of shown.files) {
          const bytes = size === LARGE.length ? LARGE : SMALL
          expect(Buffer.compare(valueOf(await warRoom.loadImage({ hash, size })).bytes, bytes)).toBe(0)
        }
        expect(valueOf(await warRoom.verify(null))).toMatchObject({ isClean: true, files: 2, incidents: 1 })
      }
      // eight rows of the large one and one of the small, on either
      const chunkRows = async (seat: Seat) => {
        const report = valueOf(await seat.warRoom.verify(null))
        return report.rows
      }
      expect(await chunkRows(host)).toBe(await chunkRows(guest))
    }
  )

  it('P58 the badge of an incident is not shared before the bytes of its image are', async () => {
    const [host, guest] = [await openSeat(), await openSeat()]
    const { invite } = valueOf(await host.warRoom.hostWarRoom({ port: 0, onLan: false }))
    const id = await declare(host)
    valueOf(await guest.warRoom.joinWarRoom({ invite }))
    await until('the incident is on the guest', () => guest.status()?.incidents === 1)
    const opened = guest.docs.open(id)
    await opened.loaded
    const image = { ...valueOf(await guest.warRoom.storeImage({ name: 'a.png', bytes: LARGE })), alt: 'noise' }
    valueOf(postWithImages(opened.doc, newAuthor('Ana'), { text: 'look' }, [image]))
    expect(opened.getStatus().state).toBe('saving')
    await until('it is shared', () => opened.getStatus().state === 'shared')
    // at this moment the hub has all of it
    const there = await host.warRoom.loadImage({ hash: image.hash, size: image.bytes }, { signal: AbortSignal.timeout(500) })
    expect(there.ok).toBe(true)
    expect(readIncident(opened.doc).files).toHaveLength(1)
    opened.close()
  })
})
