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

/** undefined: not to be seen. */
type Look = (life: Life) => Change | undefined

const wasThere = ({ madeIn, goneIn }: Life, moment: number): boolean => madeIn < moment && goneIn >= moment

const lookAt =
  (moment: number): Look =>
  (life) =>
    wasThere(life, moment) ? 'kept' : undefined

const lookBetween =
  (from: number, to: number): Look =>
  (life) => {
    const [before, after] = [wasThere(life, from), wasThere(life, to)]
    return before ? (after ? 'kept' : 'removed') : after ? 'added' : undefined
  }

export function textThen(text: Y.Text, lives: Lifetimes, moment: number): string {
  return runsOf(text, lives, lookAt(moment), moment)
    .map(({ text: run }) => run)
    .join('')
}

/** The place of the last update that changed a text; -1: it is empty. */
export function lastChange(text: Y.Text, lives: Lifetimes): number {
  let last = -1
  for (const item of itemsOf(text as unknown as { _start: Y.Item | null })) {
    for (const { madeIn, goneIn } of lives.of(item)) last = Math.max(last, madeIn, goneIn === Infinity ? -1 : goneIn)
  }
  return last
}

export const fragmentThen = (fragment: Y.XmlFragment, lives: Lifetimes, moment: number): RawNode[] =>
  childrenOf(fragment, lives, lookAt(moment), moment, 0)

/** Everything that was there at either moment; what was not at both carries `CHANGE`. */
export const fragmentBetween = (fragment: Y.XmlFragment, lives: Lifetimes, from: number, to: number): RawNode[] =>
  childrenOf(fragment, lives, lookBetween(from, to), to, 0)

function* itemsOf(type: { _start: Y.Item | null }): Generator<Y.Item> {
  for (let item = type._start; item; item = item.right) yield item
}

function childrenOf(parent: Y.XmlFragment, lives: Lifetimes, look: Look, moment: number, depth: number): RawNode[] {
  if (depth > MAX_DEPTH) return []
  const nodes: RawNode[] = []
  for (const item of itemsOf(parent)) {
    if (!(item.content instanceof Y.ContentType)) continue
    const [life] = lives.of(item)
    const change = life && look(life)
    if (!life || !change) continue
    const { type } = item.content
    if (type instanceof Y.XmlText) nodes.push(...runsOf(type, lives, look, moment))
    else if (type instanceof Y.XmlElement) {
      const attrs = attributesThen(type, lives, moment)
      const marked = change === 'kept' ? attrs : { ...attrs, [CHANGE]: changeMark(change, item, life) }
      nodes.push({ type: type.nodeName, attrs: marked, content: childrenOf(type, lives, look, moment, depth + 1) })
    }
  }
  return nodes
}

const changeMark = (change: Exclude<Change, 'kept'>, item: Y.Item, { madeIn, goneIn }: Life): ChangeMark => ({
  kind: change,
  client: item.id.client,
  row: change === 'added' ? madeIn : goneIn
})

/** Runs of one dress and one fate. Formats are those of `moment`. */
function runsOf(
  text: Y.Text | Y.XmlText,
  lives: Lifetimes,
  look: Look,
  moment: number
): { text: string; marks: Record<string, unknown> }[] {
  const runs: { text: string; marks: Record<string, unknown> }[] = []
  let dress: Record<string, unknown> = {}
  let last: { dress: object; change: string; run: { text: string } } | undefined
  for (const item of itemsOf(text as unknown as { _start: Y.Item | null })) {
    if (item.content instanceof Y.ContentFormat) {
      const [life] = lives.of(item)
      if (life && wasThere(life, moment)) dress = dressed(dress, item.content)
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

/** The last value that was set by then. */
function attributesThen(element: Y.XmlElement, lives: Lifetimes, moment: number): Record<string, unknown> {
  const attributes: Record<string, unknown> = {}
  for (const [name, latest] of element._map) {
    for (let item: Y.Item | null = latest; item; item = item.left) {
      const [life] = lives.of(item)
      if (!life || life.madeIn >= moment) continue
      if (life.goneIn >= moment) attributes[name] = item.content.getContent().at(-1)
      break
    }
  }
  return attributes
}
