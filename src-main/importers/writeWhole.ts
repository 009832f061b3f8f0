import { hash } from 'node:crypto'
import * as Y from 'yjs'
import { newNodes } from '#shared/doc/fragment.ts'
import { newDoc, pageOf } from '#shared/doc/roots.ts'
import type { DeviceId } from '#shared/domain/ids.ts'
import type { Block } from '#shared/domain/prose/nodes.ts'
import { FactLog, IMPORT_ORIGIN, writeFacts, type Origin } from './facts.ts'
import type { ForeignDetails, ForeignIncident } from './foreign.ts'
import { factsOf, followUpNames, type Applied } from './toEvents.ts'

/** Raise it when the same file is written otherwise: one writer must never write two things. */
const WRITER = 1

/**
 * An incident with its page in one update that is the same on every machine, made by a writer named after what it says: two who import
 * one file write the same letters in the same places, and when they meet there is one page.
 */
export function writeWhole(doc: Y.Doc, incident: ForeignIncident, details: ForeignDetails, { prefix, by }: Origin): Applied {
  const print = hash('sha256', JSON.stringify([WRITER, prefix, incident]))
  const device = BigInt(`0x${print.slice(0, 12)}`)
    .toString(36)
    .padStart(8, '0')
    .slice(-8) as DeviceId
  const whole = newDoc(doc.guid)
  whole.clientID = parseInt(print.slice(-8), 16)
  const log = new FactLog()
  writeFacts(whole, { prefix, by, device }, factsOf(incident), log)
  const ids = followUpNames(details.followUps).map((name) => log.bySource.get(prefix + name)?.id ?? null)
  const page = withTasks(details.page, ids)
  whole.transact(() => pageOf(whole, 'postmortem').insert(0, newNodes(page)))
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(whole), IMPORT_ORIGIN)
  whole.destroy()
  return 'added'
}

/** Each box with the follow-up that was made of it. Boxes stand at the top of a page only. */
const withTasks = (blocks: readonly Block[], ids: readonly (string | null)[]): Block[] =>
  blocks.map((block) =>
    block.type === 'taskList'
      ? { ...block, items: block.items.map((item) => ({ ...item, task: item.task === null ? null : (ids[Number(item.task)] ?? null) })) }
      : block
  )
