import { Mapping, StepMap } from '@tiptap/pm/transform'
import type { Transaction } from '@tiptap/pm/state'
import type { DecorationSet } from '@tiptap/pm/view'
import { ySyncPluginKey } from '@tiptap/y-tiptap'

/**
 * Decorations moved with a change. What others write comes as the whole page anew, and would take all of them away: then they are moved
 * by where the two pages differ, which is quick, as what did not change is the same node.
 */
export function mapSet(set: DecorationSet, tr: Transaction): DecorationSet {
  if (!tr.docChanged) return set
  const isRemote = (tr.getMeta(ySyncPluginKey) as { isChangeOrigin?: boolean } | undefined)?.isChangeOrigin === true
  return set.map(isRemote ? differenceOf(tr) : tr.mapping, tr.doc)
}

function differenceOf({ before, doc }: Transaction): Mapping {
  const start = before.content.findDiffStart(doc.content)
  if (start === null) return new Mapping()
  let { a, b } = before.content.findDiffEnd(doc.content)!
  // where letters repeat the two searches overlap
  const overlap = start - Math.min(a, b)
  if (overlap > 0) [a, b] = [a + overlap, b + overlap]
  return new Mapping([new StepMap([start, a - start, b - start])])
}
