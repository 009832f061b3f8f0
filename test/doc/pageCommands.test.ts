import { expect, it } from 'vitest'
import type * as Y from 'yjs'
import { newNodes, readBlocks } from '#shared/doc/fragment.ts'
import { restorePage } from '#shared/doc/pageCommands.ts'
import { newDoc, notesOf } from '#shared/doc/roots.ts'
import { fromMarkdown } from '#shared/domain/prose/fromMarkdown.ts'
import { toMarkdown } from '#shared/domain/prose/toMarkdown.ts'
import { valueOf } from '#shared/domain/result.ts'

it('D469 an old version of a page is put back by an edit that leaves alone what stands already', () => {
  const doc = newDoc('incident1')
  const old = fromMarkdown('# Plan\n\nRestart the cache.\n\n- look\n- wait')
  notesOf(doc).push(newNodes(old))
  const heading = notesOf(doc).get(0)
  const text = (notesOf(doc).get(1) as Y.XmlElement).get(0) as Y.XmlText
  text.insert(0, 'Do not ')
  notesOf(doc).push(newNodes(fromMarkdown('Something else')))
  expect(valueOf(restorePage(doc, 'notes', old))).toBe(2)
  expect(toMarkdown(readBlocks(notesOf(doc)))).toBe(toMarkdown(old))
  expect(notesOf(doc).get(0)).toBe(heading)
  expect(restorePage(doc, 'notes', old)).toMatchObject({ ok: false, error: { reason: 'badInput' } })
  valueOf(restorePage(doc, 'notes', []))
  expect(notesOf(doc).length).toBe(0)
})
