import * as Y from 'yjs'
import { CHANGE } from '../../domain/prose/changeMark.ts'
import type { RawNode } from '../../domain/prose/nodes.ts'
import type { Life, Lifetimes, Stretch } from './lifetimes.ts'

/* Reads a document that keeps what was deleted, as it was after a number of updates. Knows the inside of Yjs: items and their content. */

/** What became of a run of text or of an element between two moments, and which Yjs client made it. */
export interface ChangeMark {
  kind: 'added' | 'removed'
  /** Yjs client that wrote the run. */
  client: number
  /** Update that added or removed it. */
  row: number
}

const MAX_DEPTH = 100

/** Whether an update, told by its place, belongs to what is looked at. Infinity never does. */
export type Known = (row: number) => boolean

/** The first `moment` updates. */
export const until =
  (moment: number): Known =>
  (row) =>
    row < moment

/** What is to be seen of an item: stretches of its units, with what became of them. */
type Look = (item: Y.Item) => readonly Piece[]
interface Piece extends Stretch {
  mark?: ChangeMark
}

const isThere = ({ madeIn, goneIn }: Life, known: Known): boolean => known(madeIn) && !known(goneIn)

const lookKnowing =
  (lives: Lifetimes, known: Known): Look =>
  (item) =>
    [...lives.of(item)].filter((life) => isThere(life, known))

const lookBetween =
  (lives: Lifetimes, from: Known, to: Known): Look =>
  (item) =>
    [...lives.of(item)].flatMap((life): Piece[] => {
      const [before, after] = [isThere(life, from), isThere(life, to)]
      if (before && after) return [life]
      if (!before && !after) return []
      const { client } = item.id
      return [{ ...life, mark: before ? { kind: 'removed', client, row: life.goneIn } : { kind: 'added', client, row: life.madeIn } }]
    })

export function textThen(text: Y.Text, lives: Lifetimes, moment: number): string {
  const look = lives.at(moment)
  return runsOf(text, look, look)
    .map(({ text: run }) => run)
    .join('')
}

export function fragmentThen(fragment: Y.XmlFragment, lives: Lifetimes, moment: number): RawNode[] {
  const look = lives.at(moment)
  return childrenOf(fragment, look, look, 0)
}

/** Everything that was there at either moment; what was not at both carries `CHANGE`. */
export const fragmentBetween = (fragment: Y.XmlFragment, lives: Lifetimes, from: number, to: number): RawNode[] =>
  childrenOf(fragment, lookBetween(lives, until(from), until(to)), lives.at(to), 0)

/** One block of a page that two sides changed: as each had it, and as it became. Empty: that side took it away. */
export interface Collision {
  mine: RawNode[]
  theirs: RawNode[]
  merged: RawNode[]
}

/** Blocks of a page in which both sides changed something on top of `base`. */
export function collisionsIn(fragment: Y.XmlFragment, lives: Lifetimes, base: Known, mine: Known, theirs: Known): Collision[] {
  const looks = [either(base, mine), either(base, theirs), either(either(base, mine), theirs)].map((known) => lookKnowing(lives, known))
  return [...itemsOf(fragment)]
    .filter((item) => isTouched(item, lives, mine) && isTouched(item, lives, theirs))
    .map((item) => {
      const [own, others, merged] = looks.map((look) => nodesOf(item, look, look, 0))
      return { mine: own!, theirs: others!, merged: merged! }
    })
}

const either =
  (a: Known, b: Known): Known =>
  (row) =>
    a(row) || b(row)

/** Something in it was made or deleted by one of these updates. */
export function isTouched(item: Y.Item, lives: Lifetimes, by: Known, depth = 0): boolean {
  for (const { madeIn, goneIn } of lives.of(item)) if (by(madeIn) || by(goneIn)) return true
  if (!(item.content instanceof Y.ContentType) || depth > MAX_DEPTH) return false
  const { type } = item.content
  const attributes = [...type._map.values()].some((each) => isTouched(each, lives, by, depth + 1))
  if (attributes) return true
  for (const child of itemsOf(type)) if (isTouched(child, lives, by, depth + 1)) return true
  return false
}

function* itemsOf(type: { _start: Y.Item | null }): Generator<Y.Item> {
  for (let item = type._start; item; item = item.right) yield item
}

/** `then` is the moment whose formats and attributes are shown. */
function childrenOf(parent: Y.XmlFragment, look: Look, then: Look, depth: number): RawNode[] {
  if (depth > MAX_DEPTH) return []
  const nodes: RawNode[] = []
  for (const item of itemsOf(parent)) for (const node of nodesOf(item, look, then, depth)) nodes.push(node)
  return nodes
}

function nodesOf(item: Y.Item, look: Look, then: Look, depth: number): RawNode[] {
  if (!(item.content instanceof Y.ContentType)) return []
  const [piece] = look(item)
  if (!piece) return []
  const { type } = item.content
  if (type instanceof Y.XmlText) return runsOf(type, look, then)
  if (!(type instanceof Y.XmlElement)) return []
  const attrs = attributesThen(type, then)
  const marked = piece.mark ? { ...attrs, [CHANGE]: piece.mark } : attrs
  return [{ type: type.nodeName, attrs: marked, content: childrenOf(type, look, then, depth + 1) }]
}

/** Runs of one dress and one fate. */
function runsOf(text: Y.Text | Y.XmlText, look: Look, then: Look): { text: string; marks: Record<string, unknown> }[] {
  const runs: { text: string; marks: Record<string, unknown> }[] = []
  let dress: Record<string, unknown> = {}
  let last: { dress: object; mark: ChangeMark | undefined; run: { text: string } } | undefined
  for (const item of itemsOf(text as unknown as { _start: Y.Item | null })) {
    if (item.content instanceof Y.ContentFormat) {
      if (then(item).length > 0) dress = dressed(dress, item.content)
    } else if (item.content instanceof Y.ContentString) {
      for (const { from, to, mark } of look(item) as readonly Piece[]) {
        const part = item.content.str.slice(from - item.id.clock, to - item.id.clock)
        if (last && last.dress === dress && isSameMark(last.mark, mark)) last.run.text += part
        else {
          const run = { text: part, marks: mark ? { ...dress, [CHANGE]: mark } : dress }
          runs.push(run)
          last = { dress, mark, run }
        }
      }
    }
  }
  return runs
}

const isSameMark = (a: ChangeMark | undefined, b: ChangeMark | undefined): boolean =>
  a?.kind === b?.kind && a?.client === b?.client && a?.row === b?.row

function dressed(dress: Record<string, unknown>, { key, value }: Y.ContentFormat): Record<string, unknown> {
  const others = Object.entries(dress).filter(([name]) => name !== key)
  return Object.fromEntries(value === null ? others : [...others, [key, value]])
}

/** The last value that was there. */
function attributesThen(element: Y.XmlElement, then: Look): Record<string, unknown> {
  const attributes: Record<string, unknown> = {}
  for (const [name, latest] of element._map) {
    for (let item: Y.Item | null = latest; item; item = item.left) {
      if (then(item).length === 0) continue
      attributes[name] = item.content.getContent().at(-1)
      break
    }
  }
  return attributes
}
