import { describe, expect, it, onTestFinished } from 'vitest'
import { openCore, type Core } from '#main/seat/openCore.ts'
import { CLIPBOARD_SIZE, type ClipboardItem } from '#shared/bridge/contract/clipboard.ts'
import { portPair } from '#shared/bridge/ports.ts'
import { connect } from '#shared/bridge/rpc.ts'
import { CORE_CHANNELS, splitPort } from '#shared/bridge/split.ts'
import { WAR_ROOM, type WarRoom } from '#shared/bridge/warRoomApi.ts'
import { valueOf } from '#shared/domain/result.ts'
import type { Signal } from '#shared/domain/signals.ts'
import { tempDir } from '#test/support/tempDir.ts'
import { until } from '#test/support/until.ts'

async function open(dataDir: string): Promise<Core> {
  const core = await openCore({ dataDir, log: () => undefined })
  onTestFinished(() => core.close().catch(() => undefined))
  return core
}

/** Of who sits here, unless it is a command of somebody else's. */
function windowOf(core: Core, as?: string): WarRoom {
  const [near, far] = portPair()
  core.attach(far, as === undefined ? {} : { as })
  return connect(splitPort(near, CORE_CHANNELS).rpc, WAR_ROOM)
}

const monitor = (title: string): Signal => ({ type: 'monitor', title, state: 'alert' })
const titles = async (window: WarRoom) => valueOf(await window.listClipboard(null)).map(({ signal }) => signal.title)

describe('The clipboard', () => {
  it('I50 is each person’s own, newest first, each thing once, and the same in all windows of the seat', async () => {
    const core = await open(tempDir())
    const [ana, other, ben] = [windowOf(core), windowOf(core), windowOf(core, 'Ben')]
    valueOf(await ana.nameSeat({ name: 'Ana' }))
    let seen: readonly ClipboardItem[] = []
    void other.watchClipboard(null, { onEmit: (items) => (seen = items) })
    expect(valueOf(await ana.addToClipboard({ signals: [monitor('a'), monitor('b')] }))).toEqual({ added: 2, dropped: [] })
    valueOf(await ben.addToClipboard({ signals: [monitor('c')] }))
    expect(await titles(ana)).toEqual(['b', 'a'])
    expect(valueOf(await ana.addToClipboard({ signals: [monitor('a')] }))).toEqual({ added: 0, dropped: [] })
    expect(await titles(ana)).toEqual(['a', 'b'])
    await until('the other window', () => seen.map(({ signal }) => signal.title).join() === 'a,b')
    valueOf(await ana.removeFromClipboard({ ids: [seen[0]!.id] }))
    await until('the other window', () => seen.length === 1)
    valueOf(await ana.clearClipboard(null))
    expect(await titles(ana)).toEqual([])
    expect(await titles(ben)).toEqual(['c'])
  })

  it('I51 holds 20: the oldest make room, and their names are told', async () => {
    const window = windowOf(await open(tempDir()))
    const all = Array.from({ length: CLIPBOARD_SIZE + 2 }, (_unused, index) => monitor(`m${index}`))
    expect(valueOf(await window.addToClipboard({ signals: all }))).toEqual({ added: 22, dropped: ['m1', 'm0'] })
    expect((await titles(window)).slice(0, 2)).toEqual(['m21', 'm20'])
    expect(await titles(window)).toHaveLength(CLIPBOARD_SIZE)
  })

  it('I56 of a seat that has no name yet is the same afterwards, and asking for it makes nobody known', async () => {
    const window = windowOf(await open(tempDir()))
    let seen: readonly ClipboardItem[] = []
    void window.watchClipboard(null, { onEmit: (items) => (seen = items) })
    expect(await titles(window)).toEqual([])
    expect(valueOf(await window.listPeople(null))).toEqual([])
    valueOf(await window.nameSeat({ name: 'Ana' }))
    valueOf(await window.addToClipboard({ signals: [monitor('a')] }))
    await until('the window that watched from the beginning', () => seen.length === 1)
  })

  it('I52 is there again after a restart', async () => {
    const dataDir = tempDir()
    const first = await open(dataDir)
    valueOf(await windowOf(first).addToClipboard({ signals: [monitor('kept')] }))
    await first.close()
    expect(await titles(windowOf(await open(dataDir)))).toEqual(['kept'])
  })

  it('I53 signals are attached to an incident from outside its window, all or none', async () => {
    const window = windowOf(await open(tempDir()))
    const { id } = valueOf(await window.declareIncident({ title: 'Pay is slow', severity: 'SEV-2' }))
    expect(valueOf(await window.attachSignals({ ref: id, signals: [monitor('a'), monitor('b')] }))).toEqual({ id, attached: 2 })
    const shown = valueOf(await window.showIncident({ ref: id })).timeline.map(({ text }) => text)
    expect(shown.filter((text) => text.startsWith('attached a monitor'))).toEqual(['attached a monitor: a', 'attached a monitor: b'])
    const refused = await window.attachSignals({ ref: id, signals: [monitor('c'), { type: 'link', title: 'x', url: 'javascript:1' }] })
    expect(refused).toMatchObject({ ok: false, error: { reason: 'badInput' } })
    expect(valueOf(await window.showIncident({ ref: id })).timeline).toHaveLength(shown.length)
  })
})
