import type { Inline, Marks, Text, TextChange } from '#shared/domain/prose/nodes.ts'

/** Neighbouring words that one person wrote, or removed, in one go. */
export interface ChangeGroup {
  type: 'changed'
  kind: TextChange['kind']
  by: string | null
  /** Epoch ms of the first and of the last letter. */
  from: number
  to: number
  runs: Text[]
}

/** Letters further apart in time than this are told apart. */
const PAUSE_MS = 5 * 60_000

/** Every letter is an update of its own while somebody types: they are read, and walked through, as what was written in one go. */
export function groupChanges(inlines: readonly Inline[]): (Inline | ChangeGroup)[] {
  const shown: (Inline | ChangeGroup)[] = []
  for (const inline of inlines) {
    if (inline.type !== 'text' || !inline.marks.change) shown.push(inline)
    else add(shown, inline, inline.marks.change)
  }
  return shown
}

function add(shown: (Inline | ChangeGroup)[], text: Text, change: TextChange): void {
  const last = shown.at(-1)
  if (last?.type !== 'changed' || !isOneGo(last, change)) {
    shown.push({ type: 'changed', kind: change.kind, by: change.by, from: change.at, to: change.at, runs: [text] })
    return
  }
  const run = last.runs.at(-1)!
  const isAlike = looksOf(run.marks) === looksOf(text.marks)
  if (isAlike) last.runs[last.runs.length - 1] = { ...run, text: run.text + text.text }
  else last.runs.push(text)
  last.from = Math.min(last.from, change.at)
  last.to = Math.max(last.to, change.at)
}

const isOneGo = (group: ChangeGroup, { kind, by, at }: TextChange): boolean =>
  group.kind === kind && group.by === by && at >= group.from - PAUSE_MS && at <= group.to + PAUSE_MS

const looksOf = ({ bold, italic, underline, strike, code, href }: Marks): string =>
  JSON.stringify([bold, italic, underline, strike, code, href])
