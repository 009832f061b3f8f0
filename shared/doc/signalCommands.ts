import * as Y from 'yjs'
import * as v from 'valibot'
import type { EventId } from '../domain/ids.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { signalSchema, type Signal } from '../domain/signals.ts'
import { readIncident } from './readIncident.ts'
import { notesOf } from './roots.ts'
import { COMMAND_ORIGIN, tryWrite, writeOne, type Author } from './write.ts'

/** What machines saw, attached as it was at that moment: all or none. */
export function attachSignals(doc: Y.Doc, author: Author, signals: readonly Signal[]): Result<EventId[]> {
  if (signals.length === 0) return fail('badInput', 'There is no signal to attach.')
  for (const signal of signals) {
    const problem = signalProblem(signal)
    if (problem) return fail('badInput', problem)
  }
  return tryWrite(
    doc,
    author,
    signals.map((signal) => ({ kind: 'signalAttached', signal }))
  )
}

export function removeSignal(doc: Y.Doc, author: Author, signal: EventId): Result<EventId> {
  if (!readIncident(doc).signals.some(({ id }) => id === signal)) return fail('notFound', 'That signal was removed already.')
  return writeOne(doc, author, { kind: 'signalRemoved', signal })
}

function signalProblem(signal: Signal): string | undefined {
  const checked = v.safeParse(signalSchema, signal)
  if (!checked.success) return `"${String(signal.title).slice(0, 60)}" cannot be attached: ${checked.issues[0].message}.`
  if (signal.title.trim() === '') return 'A signal needs a title.'
  if (signal.type === 'link' && !/^(?:https?:\/\/|mailto:)\S+$/i.test(signal.url))
    return `"${signal.url.slice(0, 60)}" is no address. Begin it with https://.`
  if (signal.type === 'graph' && signal.to < signal.from) return `"${signal.title}" ends before it begins.`
  return undefined
}

/** Quotes signals at the end of the notes: what each was, and where it is. */
export function quoteInNotes(doc: Y.Doc, signals: readonly Signal[]): Result<number> {
  if (signals.length === 0) return fail('badInput', 'There is no signal to quote.')
  doc.transact(() => {
    for (const signal of signals) notesOf(doc).push([quoteOf(signal)])
  }, COMMAND_ORIGIN)
  return ok(signals.length)
}

function quoteOf(signal: Signal): Y.XmlElement {
  const quote = new Y.XmlElement('blockquote')
  const title = new Y.XmlText()
  const attributes = signal.url && /^(?:https:\/\/|mailto:)/i.test(signal.url) ? { link: { href: signal.url } } : {}
  // one delta: a text that is in no document yet has no length to insert at
  title.applyDelta([{ insert: signal.title, attributes }, { insert: ` (${wordsOf(signal)})` }])
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [title])
  quote.insert(0, [paragraph])
  return quote
}

function wordsOf(signal: Signal): string {
  const utc = (at: number) => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  switch (signal.type) {
    case 'graph':
      return `graph, ${utc(signal.from)} to ${utc(signal.to)}${signal.query ? `, ${signal.query}` : ''}`
    case 'monitor':
      return ['monitor', signal.state === 'noData' ? 'no data' : signal.state, signal.value].filter(Boolean).join(', ')
    case 'security':
      return `security signal, ${signal.severity}`
    case 'link':
      return signal.url
  }
}
