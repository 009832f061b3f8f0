import * as Y from 'yjs'
import { CHANGE } from '../../domain/prose/changeMark.ts'
import type { RawNode } from '../../domain/prose/nodes.ts'
import type { Life, Lifetimes } from './lifetimes.ts'

/* Reads a document that keeps what was deleted, as it was after a number of updates. Knows the inside of Yjs: items and their content. */

/** What became of a run of text or of an element between two moments, and which Yjs client made it. */
export type Change = 'kept' | 'added' | 'removed'
export interface ChangeMark {
  kind: Exclude<Change, 'kept'>
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

/** undefined: not to be seen. */
type Look = (life: Life) => Change | undefined

const isThere = ({ madeIn, goneIn }: Life, known: Known): boolean => known(madeIn) && !known(goneIn)

const lookAt =
  (known: Known): Look =>
  (life) =>
    isThere(life, known) ? 'kept' : undefined

const lookBetween =
  (from: Known, to: Known): Look =>
  (life) => {
    const [before, after] = [isThere(life, from), isThere(life, to)]
    return before ? (after ? 'kept' : 'removed') : after ? 'added' : undefined
  }

export function textThen(text: Y.Text, lives: Lifetimes, known: Known): string {
  return runsOf(text, lives, lookAt(known), known)
    .map(({ text: run }) => run)
    .join('')
}

export const fragmentThen = (fragment: Y.XmlFragment, lives: Lifetimes, known: Known): RawNode[] =>
  childrenOf(fragment, lives, lookAt(known), known, 0)

/** Everything that was there at either moment; what was not at both carries `CHANGE`. */
export const fragmentBetween = (fragment: Y.XmlFragment, lives: Lifetimes, from: Known, to: Known): RawNode[] =>
  childrenOf(fragment, lives, lookBetween(from, to), to, 0)

/** One block of a page that two sides changed: as each had it, and as it became. Empty: that side took it away. */
export interface Collision {
  mine: RawNode[]
  theirs: RawNode[]
  merged: RawNode[]
}

/** Blocks of a page in which both sides changed something on top of `base`. */
export function collisionsIn(fragment: Y.XmlFragment, lives: Lifetimes, base: Known, mine: Known, theirs: Known): Collision[] {
  const known = { mine: either(base, mine), theirs: either(base, theirs), merged: either(either(base, mine), theirs) }
  return [...itemsOf(fragment)]
    .filter((item) => isTouched(item, lives, mine) && isTouched(item, lives, theirs))
    .map((item) => ({
      mine: nodesOf(item, lives, lookAt(known.mine), known.mine, 0),
      theirs: nodesOf(item, lives, lookAt(known.theirs), known.theirs, 0),
      merged: nodesOf(item, lives, lookAt(known.merged), known.merged, 0)
    }))
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

function childrenOf(parent: Y.XmlFragment, lives: Lifetimes, look: Look, known: Known, depth: number): RawNode[] {
  if (depth > MAX_DEPTH) return []
  return [...itemsOf(parent)].flatMap((item) => nodesOf(item, lives, look, known, depth))
}

function nodesOf(item: Y.Item, lives: Lifetimes, look: Look, known: Known, depth: number): RawNode[] {
  if (!(item.content instanceof Y.ContentType)) return []
  const [life] = lives.of(item)
  const change = life && look(life)
  if (!life || !change) return []
  const { type } = item.content
  if (type instanceof Y.XmlText) return runsOf(type, lives, look, known)
  if (!(type instanceof Y.XmlElement)) return []
  const attrs = attributesThen(type, lives, known)
  const marked = change === 'kept' ? attrs : { ...attrs, [CHANGE]: changeMark(change, item, life) }
  return [{ type: type.nodeName, attrs: marked, content: childrenOf(type, lives, look, known, depth + 1) }]
}

const changeMark = (change: Exclude<Change, 'kept'>, item: Y.Item, { madeIn, goneIn }: Life): ChangeMark => ({
  kind: change,
  client: item.id.client,
  row: change === 'added' ? madeIn : goneIn
})

/** Runs of one dress and one fate. Formats are those of `known`. */
function runsOf(text: Y.Text | Y.XmlText, lives: Lifetimes, look: Look, known: Known): { text: string; marks: Record<string, unknown> }[] {
  const runs: { text: string; marks: Record<string, unknown> }[] = []
  let dress: Record<string, unknown> = {}
  let last: { dress: object; change: string; run: { text: string } } | undefined
  for (const item of itemsOf(text as unknown as { _start: Y.Item | null })) {
    if (item.content instanceof Y.ContentFormat) {
      const [life] = lives.of(item)
      if (life && isThere(life, known)) dress = dressed(dress, item.content)
    } else if (item.content instanceof Y.ContentString) {
      for (const life of lives.of(item)) {
        const change = look(life)
        if (!change) continue
        const part = item.content.str.slice(life.from - item.id.clock, life.to - item.id.clock)
        const mark = change === 'kept' ? undefined : changeMark(change, item, life)
        const key = mark ? `${mark.kind} ${mark.client} ${mark.row}` : ''
        if (last && last.dress === dress && last.change === key) last.run.text += part
        else {
          const run = { text: part, marks: mark ? { ...dress, [CHANGE]: mark } : dress }
          runs.push(run)
          last = { dress, change: key, run }
        }
      }
    }
  }
  return runs
}

function dressed(dress: Record<string, unknown>, { key, value }: Y.ContentFormat): Record<string, unknown> {
  const others = Object.entries(dress).filter(([name]) => name !== key)
  return Object.fromEntries(value === null ? others : [...others, [key, value]])
}

/** The last value of what is known. */
function attributesThen(element: Y.XmlElement, lives: Lifetimes, known: Known): Record<string, unknown> {
  const attributes: Record<string, unknown> = {}
  for (const [name, latest] of element._map) {
    for (let item: Y.Item | null = latest; item; item = item.left) {
      const [life] = lives.of(item)
      if (!life || !known(life.madeIn)) continue
      if (!known(life.goneIn)) attributes[name] = item.content.getContent().at(-1)
      break
    }
  }
  return attributes
}
