import { openSync, readFileSync, writeSync, existsSync } from 'node:fs'
import * as Y from 'yjs'
import { plainText } from '#shared/doc/readIncident.ts'
import { eventsOf, findEntryText, notesOf } from '#shared/doc/roots.ts'

/*
 * What a seat was told about its edits, line by line in a file that outlives it. `meant` is written when the edit is made, before
 * anything could acknowledge it; `saved` and `shared` when the badge said so.
 */
export type Edit =
  | { kind: 'event'; doc: string; event: string }
  /** The body of an entry holds `text`, which starts with `key`. */
  | { kind: 'typed'; doc: string; entry: string; key: string; text: string }
  | { kind: 'erased'; doc: string; entry: string; key: string }
  | { kind: 'notes'; doc: string; text: string }

export type LedgerLine = { t: 'meant'; n: number; edit: Edit } | { t: 'saved' | 'shared'; through: number; doc: string }

export interface Ledger {
  edits: { edit: Edit; isSaved: boolean; isShared: boolean }[]
}

/** A write reaches the kernel before this returns, so it is there whatever happens to the process. */
export function openLedger(path: string): (line: LedgerLine) => void {
  const file = openSync(path, 'a')
  return (line) => void writeSync(file, `${JSON.stringify(line)}\n`)
}

export function readLedger(path: string): Ledger {
  const edits = new Map<number, Ledger['edits'][number]>()
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : []
  for (const line of lines.map((text) => JSON.parse(text) as LedgerLine)) {
    if (line.t === 'meant') edits.set(line.n, { edit: line.edit, isSaved: false, isShared: false })
    else acknowledge(edits, line.t, line.doc, line.through)
  }
  return { edits: [...edits.values()] }
}

function acknowledge(edits: Map<number, Ledger['edits'][number]>, as: 'saved' | 'shared', doc: string, through: number): void {
  for (const [n, known] of edits) {
    if (n > through || known.edit.doc !== doc) continue
    known.isSaved = true
    if (as === 'shared') known.isShared = true
  }
}

/** Sentences for the edits that are not in their document. `erased` in the ledger explains that a text is gone. */
export function findLost(ledger: Ledger, level: 'saved' | 'shared', docs: ReadonlyMap<string, Y.Doc>): string[] {
  const mayBeGone = new Set(ledger.edits.flatMap(({ edit }) => (edit.kind === 'erased' ? [edit.key] : [])))
  return ledger.edits
    .filter((known) => (level === 'shared' ? known.isShared : known.isSaved))
    .filter(({ edit }) => !isThere(edit, docs.get(edit.doc), mayBeGone))
    .map(({ edit }) => `${level}, then lost: ${JSON.stringify(edit)}`)
}

function isThere(edit: Edit, doc: Y.Doc | undefined, mayBeGone: ReadonlySet<string>): boolean {
  if (!doc) return false
  switch (edit.kind) {
    case 'event':
      return eventsOf(doc).has(edit.event)
    case 'typed':
      return mayBeGone.has(edit.key) || (findEntryText(doc, edit.entry)?.toString() ?? '').includes(edit.text)
    case 'erased':
      return !(findEntryText(doc, edit.entry)?.toString() ?? edit.key).includes(edit.key)
    case 'notes':
      return plainText(notesOf(doc)).includes(edit.text)
  }
}
