import type { FieldValue } from '../events.ts'
import { segmentsOf, settingProblem } from './paths.ts'

/** Settings by their paths: a value, children by name, or both. Maps: a name may be anything. */
export interface Node {
  value: FieldValue
  children: Map<string, Node>
}

const newNode = (): Node => ({ value: null, children: new Map() })

/** Values a newer build or a hostile peer set that are no settings here are left out. */
export function buildTree(values: Iterable<readonly [string, FieldValue]>): Node {
  const root = newNode()
  for (const [path, value] of values) {
    if (settingProblem(path, value) !== undefined) continue
    let node = root
    for (const segment of segmentsOf(path)!) {
      let child = node.children.get(segment)
      if (!child) node.children.set(segment, (child = newNode()))
      node = child
    }
    node.value = value
  }
  return root
}

const EMPTY = newNode()
export const at = (node: Node, ...segments: string[]): Node => segments.reduce((each, segment) => each.children.get(segment) ?? EMPTY, node)
export const textAt = (node: Node, name: string, fallback = ''): string => {
  const { value } = at(node, name)
  return typeof value === 'string' ? value : fallback
}
export const flagAt = (node: Node, name: string, fallback = false): boolean => {
  const { value } = at(node, name)
  return typeof value === 'boolean' ? value : fallback
}
export const numberAt = (node: Node, name: string, fallback: number): number => {
  const { value } = at(node, name)
  return typeof value === 'number' ? value : fallback
}
export const listAt = (node: Node, name: string): string[] => {
  const { value } = at(node, name)
  return Array.isArray(value) ? value : []
}

/** Those of a collection that were not removed, by their `order`, then by name of the path. */
export function itemsAt(node: Node, name: string): [string, Node][] {
  return [...at(node, name).children]
    .filter(([, item]) => !flagAt(item, 'isRemoved'))
    .sort(([a, left], [b, right]) => compareText(textAt(left, 'order', '~'), textAt(right, 'order', '~')) || compareText(a, b))
}

export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
