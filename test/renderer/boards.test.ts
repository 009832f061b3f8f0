import { beforeAll, describe, expect, test, vi } from 'vitest'
import { DEFAULT_SETTINGS } from '#shared/domain/settings/foldSettings.ts'
import type { Panel } from '#shared/domain/settings/analytics.ts'
import { presentedOf } from '#renderer/state/analytics/presented.ts'
import { presentRoute, rowsOf, scaleFor, slidesOf } from '#renderer/state/analytics/present.ts'
import { panelQuestion } from '#renderer/state/analytics/panelQuestion.ts'
import { forDashboard } from '#renderer/state/analytics/explore.ts'
import { DEFAULT_SCOPE, parseScope } from '#renderer/state/analytics/scope.ts'
import { parseAnalytics } from '#shared/analytics/query/parse.ts'
import { printAnalytics } from '#shared/analytics/query/print.ts'
import { formatRoute, parseRoute } from '#renderer/state/route.ts'
import type { Arranging as ArrangingType } from '#renderer/state/analytics/arranging.svelte.ts'

const OVERVIEW = DEFAULT_SETTINGS.dashboards[0]!
const panel = (id: string, width: number, height: number): Panel => ({
  id,
  title: id,
  kind: 'bars',
  query: 'count',
  width,
  height,
  order: id
})

describe('a dashboard for a wall', () => {
  test('W190 what stands side by side on the page does so on the wall, few enough rows in each view, and every panel is in one view', () => {
    const slides = slidesOf(OVERVIEW)
    expect(slides.map(({ rows }) => rows.map((row) => row.length))).toEqual([[4, 2], [2, 2], [2, 2], [2]])
    expect(slides.flatMap(({ rows }) => rows.flat())).toEqual(OVERVIEW.panels)
    expect(rowsOf([panel('a', 5, 2), panel('b', 8, 2), panel('c', 4, 2)]).map((row) => row.map(({ id }) => id))).toEqual([
      ['a'],
      ['b', 'c']
    ])
    // one that is higher than a view has one of its own; a phone has one panel beside nothing
    expect(slidesOf({ ...OVERVIEW, panels: [panel('a', 12, 12), panel('b', 12, 2)] })).toHaveLength(2)
    expect(slidesOf(OVERVIEW, 1).every(({ rows }) => rows.every((row) => row.length === 1))).toBe(true)
    expect(slidesOf({ ...OVERVIEW, panels: [] })).toEqual([{ dashboard: 'overview', name: 'Overview', rows: [] }])
  })

  test('W191 it stands in the address with what it is about, a panel alone too, and grows with the window', () => {
    for (const id of [undefined, 'severities']) {
      const route = presentRoute('overview', parseScope('last 4w where team:Payments').scope, id)
      expect(parseRoute(formatRoute(route))).toEqual(route)
      expect(presentedOf(route)).toEqual({ panel: id ?? null })
    }
    expect(presentedOf({ screen: 'analytics', page: 'explore', text: 'count', kind: 'present' })).toBeNull()
    expect(presentedOf({ screen: 'analytics', page: 'overview' })).toBeNull()
    expect([scaleFor(390, 844, false), scaleFor(1440, 900, false), scaleFor(3840, 2160, false)]).toEqual([1, 1.6, 3.9])
  })
})

describe('panels of a dashboard', () => {
  test('W192 a panel asks what it says over what the page speaks; from Explore it comes without what the page says', () => {
    const asked = panelQuestion(
      { kind: 'value', query: 'p50 time_to_repair' },
      DEFAULT_SCOPE,
      DEFAULT_SETTINGS,
      Date.parse('2026-11-25T09:00:00Z')
    )
    expect(asked.ok && printAnalytics(asked.query)).toBe('p50 time_to_repair rollup week from 2026-09-07 to 2026-11-30 compare previous')
    const wrong = panelQuestion({ kind: 'value', query: 'p50 nothing' }, DEFAULT_SCOPE, DEFAULT_SETTINGS, 0)
    expect(wrong).toMatchObject({ ok: false, problem: expect.stringMatching(/^The question of this panel, character 5:/) as string })
    const own = parseAnalytics('p90 time_to_resolve by service rollup week from now-60d top 5 compare previous where state:resolved')
    expect(own.ok && printAnalytics(forDashboard(own.query))).toBe('p90 time_to_resolve by service top 5 where state:resolved')
  })
})

describe('arranging by pointer', () => {
  let Arranging: typeof ArrangingType
  beforeAll(async () => ({ Arranging } = await import('#renderer/state/analytics/arranging.svelte.ts')))

  const cell = (id: string, left: number, width: number) => ({
    dataset: { panel: id },
    parentElement: { clientWidth: 1000 },
    getBoundingClientRect: () => ({ left, width, top: 0, height: 100 })
  })
  const at = (x: number, y: number) => ({ clientX: x, clientY: y, button: 0, pointerId: 1, currentTarget: null }) as unknown as PointerEvent

  test('W193 a press alone moves nothing; a drag shows beside what it drops, moves nothing before it, and can be called off', () => {
    const cells = { a: cell('a', 0, 300), b: cell('b', 310, 300), c: cell('c', 0, 990) }
    let under: keyof typeof cells = 'a'
    vi.stubGlobal('document', { elementFromPoint: () => ({ closest: () => cells[under] }) })
    vi.stubGlobal('Element', class {})
    const moves: [string, number][] = []
    const arranging = new Arranging(
      () => ({ id: 'panels', label: 'Payments', items: ['a', 'b', 'c'] }),
      (id) => id,
      (id, index) => void moves.push([id, index])
    )
    arranging.press(at(10, 10), 'a')
    arranging.move(at(12, 10))
    arranging.release()
    expect(moves).toEqual([])

    arranging.press(at(10, 10), 'a')
    under = 'b'
    arranging.move(at(550, 10))
    expect(arranging.mark).toEqual({ id: 'b', isAfter: true })
    expect(arranging.shown).toEqual(['a', 'b', 'c'])
    // one as wide as the page: above or below it
    under = 'c'
    arranging.move(at(900, 20))
    expect(arranging.mark).toEqual({ id: 'c', isAfter: false })
    arranging.move(at(10, 80))
    arranging.release()
    expect(moves).toEqual([['a', 2]])
    expect(arranging.sorting.message).toBe('a is dropped. Place 3 of 3 in Payments.')

    arranging.press(at(10, 10), 'b')
    under = 'a'
    arranging.move(at(20, 50))
    arranging.cancel()
    arranging.release()
    expect(moves).toHaveLength(1)
    vi.unstubAllGlobals()
  })
})
