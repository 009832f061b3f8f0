import type * as Y from 'yjs'
import * as v from 'valibot'
import type { EventId } from '../domain/ids.ts'
import { fail, type Result } from '../domain/result.ts'
import { signalSchema, type Signal } from '../domain/signals.ts'
import { readIncident } from './readIncident.ts'
import { tryWrite, writeOne, type Author } from './write.ts'

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
