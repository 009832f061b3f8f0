import { DEFINITIONS, PANEL_KINDS, WEEKDAYS, type AnalyticsSettings, type Dashboard, type Panel } from './analytics.ts'
import { DEFAULT_DASHBOARDS } from './defaultDashboards.ts'
import { at, compareText, flagAt, numberAt, textAt, type Node } from './tree.ts'
import { UTC } from '../zone.ts'

export const readAnalytics = (node: Node): AnalyticsSettings => ({
  definition: DEFINITIONS.find((each) => each === textAt(node, 'definition')) ?? '2023',
  weekStart: WEEKDAYS.find((each) => each === textAt(node, 'weekStart')) ?? 'monday',
  zone: textAt(node, 'zone', UTC)
})

/** Those that come with Muster, unless they were removed, and those of the workspace. */
export const readDashboards = (tree: Node): Dashboard[] => readAll(tree).filter(({ id }) => !isRemoved(tree, id))
/** As they were, and are again once they are brought back. */
export const readRemovedDashboards = (tree: Node): Dashboard[] => readAll(tree).filter(({ id }) => isRemoved(tree, id))
const isRemoved = (tree: Node, id: string): boolean => flagAt(at(tree, 'dashboards', id), 'isRemoved')

function readAll(tree: Node): Dashboard[] {
  const own = at(tree, 'dashboards')
  const shipped = DEFAULT_DASHBOARDS.map(({ id, name, panels }) => readDashboard(id, at(own, id), name, panels))
  const added = [...own.children]
    .filter(([id]) => !DEFAULT_DASHBOARDS.some((each) => each.id === id))
    .map(([id, node]) => readDashboard(id, node, '', []))
  return [...shipped, ...added].filter(({ name }) => name !== '').sort((a, b) => compareText(a.order, b.order) || compareText(a.id, b.id))
}

/** Keys of those that come with Muster: before what is added. */
const SHIPPED_ORDER = 'a0'

function readDashboard(id: string, node: Node, name: string, shipped: readonly Panel[]): Dashboard {
  const own = at(node, 'panels')
  const added = [...own.children].filter(([panel]) => !shipped.some((each) => each.id === panel)).map(([panel]) => emptyPanel(panel))
  const panels = [...shipped, ...added]
    .filter((panel) => !flagAt(at(own, panel.id), 'isRemoved'))
    .map((panel) => readPanel(panel, at(own, panel.id)))
    .filter(({ query }) => query !== '')
    .sort((a, b) => compareText(a.order, b.order) || compareText(a.id, b.id))
  const isShipped = name !== ''
  return { id, name: textAt(node, 'name', name), panels, order: textAt(node, 'order', isShipped ? SHIPPED_ORDER : '~'), isShipped }
}

const emptyPanel = (id: string): Panel => ({ id, title: '', kind: 'bars', query: '', width: 6, height: 3, order: '~' })

const readPanel = (panel: Panel, node: Node): Panel => ({
  id: panel.id,
  title: textAt(node, 'title', panel.title),
  kind: PANEL_KINDS.find((each) => each === textAt(node, 'kind')) ?? panel.kind,
  query: textAt(node, 'query', panel.query),
  width: numberAt(node, 'width', panel.width),
  height: numberAt(node, 'height', panel.height),
  order: textAt(node, 'order', panel.order)
})
