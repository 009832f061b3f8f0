import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readSettings, setSettings } from '#shared/doc/settingsCommands.ts'
import { undoLast } from '#shared/doc/undoCommands.ts'
import { valueOf } from '#shared/domain/result.ts'
import { PANEL_COLUMNS, PANEL_ROWS, type Dashboard } from '#shared/domain/settings/analytics.ts'
import type { Change } from '#shared/domain/settings/changes.ts'
import {
  addDashboard,
  addPanel,
  asShipped,
  changePanel,
  copiedPanels,
  dashboardNameProblem,
  duplicatePanel,
  moveDashboard,
  movePanel,
  removeDashboard,
  removedDashboards,
  removePanel,
  renameDashboard,
  resized,
  restoreDashboard,
  restorePanel,
  type PanelParts
} from '#shared/domain/settings/dashboards.ts'
import { describeSettingStep } from '#shared/domain/settings/describeSetting.ts'
import { DEFAULT_SETTINGS } from '#shared/domain/settings/foldSettings.ts'
import { newAuthor } from '#test/support/authors.ts'

/** The workspace as one seat has it. */
function newSeat(name: string) {
  const doc = new Y.Doc()
  // two commands of a person are never in one moment
  let now = Date.parse('2026-11-25T09:00:00Z')
  const author = newAuthor(name, () => now)
  const settings = () => readSettings(doc)
  const board = (id = 'payments'): Dashboard => settings().dashboards.find((each) => each.id === id)!
  return {
    doc,
    author,
    settings,
    board,
    set: (changes: readonly Change[]) => ((now += 10), valueOf(setSettings(doc, author, changes))),
    undo: () => ((now += 10), valueOf(undoLast(doc, author))),
    ids: (id?: string) => board(id).panels.map((panel) => panel.id)
  }
}
type Seat = ReturnType<typeof newSeat>

function meet(one: Seat, other: Seat): void {
  Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(one.doc))
  Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(other.doc))
}

const parts = (title: string): PanelParts => ({ title, kind: 'bars', query: 'count incident_count', width: 6, height: 3 })

function withPanels(...titles: string[]): Seat {
  const seat = newSeat('Ana')
  seat.set(
    addDashboard(
      seat.settings().dashboards,
      'payments',
      ' Payments ',
      titles.map((title) => ({ ...parts(title), id: title }))
    )
  )
  return seat
}

/** Two seats with the same dashboard, out of each other's sight. */
function apart(...titles: string[]): [Seat, Seat] {
  const ana = withPanels(...titles)
  const ben = newSeat('Ben')
  meet(ana, ben)
  return [ana, ben]
}

describe('dashboards of a workspace', () => {
  it('D565 a dashboard begins empty or as a copy, is renamed, moved, removed and brought back as it was', () => {
    const { set, settings, board } = withPanels('a', 'b')
    const names = () => settings().dashboards.map(({ name }) => name)
    expect(names()).toEqual(['Overview', 'Payments'])
    let count = 0
    const copied = copiedPanels(board('overview'), () => `new${count++}`)
    set(addDashboard(settings().dashboards, 'mine', 'Mine', copied))
    const looks = ({ panels }: Dashboard) => panels.map(({ title, kind, query, width, height }) => ({ title, kind, query, width, height }))
    expect(looks(board('mine'))).toEqual(looks(board('overview')))
    expect(board('mine').isShipped).toBe(false)
    set(changePanel('mine', 'new0', { title: 'Other' }))
    expect(board('overview').panels[0]!.title).toBe('Incidents')

    set(moveDashboard(settings().dashboards, 'mine', 0))
    expect(names()).toEqual(['Mine', 'Overview', 'Payments'])
    set(renameDashboard('mine', 'Ours'))
    const before = board('mine')
    set(removeDashboard('mine'))
    set(removeDashboard('overview'))
    expect(names()).toEqual(['Payments'])
    expect(removedDashboards(settings()).map(({ dashboard }) => dashboard.name)).toEqual(['Overview', 'Ours'])
    expect(removedDashboards(settings())[1]).toMatchObject({ dashboard: before })
    set(restoreDashboard('mine'))
    set(restoreDashboard('overview'))
    expect(names()).toEqual(['Ours', 'Overview', 'Payments'])
    expect(board('mine')).toEqual(before)
    expect(dashboardNameProblem(settings().dashboards, ' ours ')).toBe('There is a dashboard ours already.')
    expect(dashboardNameProblem(settings().dashboards, 'OURS', 'mine')).toBeNull()
    expect(dashboardNameProblem([], ' ')).toMatch(/^Give it a name/)
  })

  it('D566 a panel is added, changed part by part, copied behind itself, removed and brought back as it was, in words people read', () => {
    const { set, board, ids, undo } = withPanels('a', 'b')
    set(addPanel(board(), 'c', parts('c')))
    set(duplicatePanel(board(), 'a', 'a2'))
    expect(ids()).toEqual(['a', 'a2', 'b', 'c'])
    set(changePanel('payments', 'a2', { width: 3, kind: 'value' }))
    expect(board().panels[1]).toMatchObject({ title: 'a', kind: 'value', width: 3, height: 3 })
    set(movePanel(board(), 'a2', 3))
    const before = board()
    set(removePanel('payments', 'b'))
    expect(ids()).toEqual(['a', 'c', 'a2'])
    set(restorePanel('payments', 'b'))
    expect(board()).toEqual(before)
    undo()
    expect(ids()).toEqual(['a', 'c', 'a2'])
    expect(resized({ width: 12, height: 2 }, 1, -1)).toEqual({ width: PANEL_COLUMNS, height: 2 })
    expect(resized({ width: 2, height: 12 }, -1, 1)).toEqual({ width: 2, height: PANEL_ROWS })
    const words = [removePanel('p', 'x'), restorePanel('p', 'x'), changePanel('p', 'x', { width: 2 }), removeDashboard('p')].map(
      ([change]) => describeSettingStep(change!.path, change!.value)
    )
    expect(words).toEqual(['removed a panel', 'brought back a panel', 'set the width of a panel', 'removed a dashboard'])
  })

  it('D567 two seats apart add, move, change and remove panels: both have the same afterwards, and nothing anybody added or changed is lost', () => {
    const step = fc.record({ who: fc.nat(1), what: fc.nat(3), which: fc.nat(9), to: fc.nat(9), meets: fc.nat(5) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 24 }), (steps) => {
        const seats = apart('a', 'b', 'c')
        const expected = new Set(['a', 'b', 'c'])
        const widths = new Map<string, number>()
        let count = 0
        for (const { who, what, which, to, meets } of steps) {
          if (meets === 0) meet(...seats)
          const { set, board, ids } = seats[who]!
          const id = ids()[which % Math.max(1, ids().length)]
          if (what === 0 || id === undefined) {
            const added = `n${count++}`
            set(addPanel(board(), added, parts(added)))
            expected.add(added)
          } else if (what === 1) {
            const wanted = ids().filter((each) => each !== id)
            wanted.splice(to, 0, id)
            set(movePanel(board(), id, to))
            expect(ids()).toEqual(wanted)
          } else if (what === 2) {
            set(changePanel('payments', id, { width: 1 + to }))
            widths.set(id, 1 + to)
          } else {
            set(removePanel('payments', id))
            expected.delete(id)
          }
        }
        meet(...seats)
        const [ana, ben] = seats
        expect(ben.board()).toEqual(ana.board())
        expect(new Set(ana.ids())).toEqual(expected)
      }),
      { seed: 567, numRuns: 150 }
    )
    // two who change two parts of one panel both count
    const [ana, ben] = apart('a', 'b', 'c')
    ana.set(changePanel('payments', 'b', { title: 'Renamed' }))
    ana.set(movePanel(ana.board(), 'a', 2))
    ben.set(changePanel('payments', 'b', { width: 12 }))
    ben.set(movePanel(ben.board(), 'c', 0))
    meet(ana, ben)
    expect(ana.ids()).toEqual(['c', 'b', 'a'])
    expect(ana.board().panels[1]).toMatchObject({ title: 'Renamed', width: 12 })
  })

  it('D568 between two panels that were added at once there is room: only they get new places, and a move somebody made meanwhile holds', () => {
    const [ana, ben] = apart('a', 'b', 'c')
    ana.set(addPanel(ana.board(), 'x', parts('x')))
    ben.set(addPanel(ben.board(), 'y', parts('y')))
    meet(ana, ben)
    expect(ana.ids()).toEqual(['a', 'b', 'c', 'x', 'y'])
    const moved = movePanel(ana.board(), 'a', 3)
    expect(moved.map(({ path }) => path.split('/')[3])).toEqual(['a', 'y'])
    ana.set(moved)
    ben.set(movePanel(ben.board(), 'c', 0))
    meet(ana, ben)
    expect(ana.ids()).toEqual(['c', 'b', 'x', 'a', 'y'])
    expect(ben.ids()).toEqual(ana.ids())
  })

  it('D569 what comes with Muster is as shipped where nobody changed it, and can be put back so', () => {
    const { set, settings, board, undo } = withPanels()
    set(changePanel('overview', 'impact', { title: 'Pain' }))
    set(addPanel(board('overview'), 'own', parts('own')))
    set(removePanel('overview', 'hours'))
    set(renameDashboard('overview', 'All of us'))
    set(moveDashboard(settings().dashboards, 'overview', 1))
    const changed = board('overview')
    expect(changed.panels.find(({ id }) => id === 'incidents')).toEqual(DEFAULT_SETTINGS.dashboards[0]!.panels[0])
    set(asShipped(settings(), 'overview'))
    expect({ ...board('overview'), order: '' }).toEqual({ ...DEFAULT_SETTINGS.dashboards[0]!, order: '' })
    expect(settings().dashboards.map(({ id }) => id)).toEqual(['payments', 'overview'])
    undo()
    expect(board('overview')).toEqual(changed)
  })
})
