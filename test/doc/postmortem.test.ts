import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { checkUpdate } from '#main/core/guard.ts'
import { postComment, removeComment, replyToComment, resolveComment } from '#shared/doc/commentCommands.ts'
import { anchorOf, findAnchor, PageTexts, textsOf, wordsIn } from '#shared/doc/anchors.ts'
import { declareIncident, type Author } from '#shared/doc/commands.ts'
import { newNodes, readBlocks } from '#shared/doc/fragment.ts'
import { copyOf } from '#shared/doc/pageCopy.ts'
import { isPageEmpty, setPostmortemState, setReviewers, signOff, startPostmortem, takeBackSignOff } from '#shared/doc/postmortemCommands.ts'
import { pageDigest } from '#shared/doc/pageCopy.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { newDoc, notesOf, postmortemOf } from '#shared/doc/roots.ts'
import { addTask, finishTask, reopenTask } from '#shared/doc/taskCommands.ts'
import { applyUpdate, encodeState } from '#shared/doc/updateCodec.ts'
import { undoLast } from '#shared/doc/undoCommands.ts'
import { describeEntry } from '#shared/domain/describe.ts'
import { fromMarkdown } from '#shared/domain/prose/fromMarkdown.ts'
import { plainProse } from '#shared/domain/prose/plainProse.ts'
import { toMarkdown } from '#shared/domain/prose/toMarkdown.ts'
import { valueOf } from '#shared/domain/result.ts'
import { DEFAULT_POSTMORTEMS } from '#shared/domain/settings/defaultPostmortems.ts'
import { DEFAULT_SETTINGS } from '#shared/domain/settings/foldSettings.ts'
import { findUnknown } from '#shared/domain/notify/renderTemplate.ts'
import { aDeclaration, newAuthor } from '#test/support/authors.ts'
import { MINUTE, T0 } from '#test/support/events.ts'

const [FACTORS, ROOT_CAUSE, LIGHT] = DEFAULT_POSTMORTEMS as [Template, Template, Template]
type Template = (typeof DEFAULT_POSTMORTEMS)[number]

interface Seat {
  doc: Y.Doc
  author: Author
}

/** Machines with one incident; `meet` gives everybody everything. */
function seats(count: number): { all: Seat[]; meet(): void } {
  const first = newDoc('incident1')
  // what follows a minute later is another step of undo
  let now = T0
  const wall = () => (now += MINUTE)
  const ana = newAuthor('Ana', wall)
  valueOf(declareIncident(first, ana, aDeclaration))
  const all = [{ doc: first, author: ana }]
  for (const name of ['Ben', 'Cho', 'Dee'].slice(0, count - 1)) {
    const doc = newDoc('incident1')
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(first))
    all.push({ doc, author: newAuthor(name, wall) })
  }
  const meet = () => {
    for (const from of all) for (const to of all) Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)))
  }
  return { all, meet }
}

const words = ({ doc }: Seat): string => plainProse(readBlocks(postmortemOf(doc)))
const headings = ({ doc }: Seat): string[] =>
  readBlocks(postmortemOf(doc)).flatMap((block) => (block.type === 'heading' ? [plainProse([block])] : []))
/** The text after the heading of this name. */
function textUnder(doc: Y.Doc, heading: string): Y.XmlText {
  const nodes = postmortemOf(doc).toArray() as Y.XmlElement[]
  const index = nodes.findIndex((node) => node.nodeName === 'heading' && node.toString().includes(`>${heading}<`))
  const text = nodes[index + 1]!.firstChild
  if (!(text instanceof Y.XmlText)) throw new Error(`no text under ${heading}`)
  return text
}
const events = ({ doc }: Seat) => readIncident(doc).postmortem

describe('starting a postmortem', () => {
  it('D430 two who start it apart from one template have one copy, and what each then wrote in it is in it', () => {
    const { all, meet } = seats(3)
    const [a, b, c] = all as [Seat, Seat, Seat]
    for (const { doc, author } of [a, b]) valueOf(startPostmortem(doc, author, FACTORS))
    textUnder(a.doc, 'Customer impact').insert(0, 'Written by Ana. ')
    textUnder(b.doc, 'Contributing factors').insert(0, 'Written by Ben. ')
    meet()
    for (const seat of all) {
      expect(headings(seat).filter((text) => text === 'Summary')).toEqual(['Summary'])
      expect(words(seat)).toContain('Written by Ana. ')
      expect(words(seat)).toContain('Written by Ben. ')
      expect(words(seat)).toBe(words(a))
      expect(events(seat).starts.map(({ name }) => name)).toEqual(['Contributing factors', 'Contributing factors'])
      expect(new Set(events(seat).starts.map(({ copy }) => copy)).size).toBe(1)
    }
    // in a window documents are read by a codec of our own: it knows such ids, too
    const window = newDoc('incident1')
    applyUpdate(window, encodeState(a.doc), 'core')
    expect(plainProse(readBlocks(postmortemOf(window)))).toBe(words(a))
    expect(checkUpdate(newDoc('incident1'), copyOf(FACTORS.body, 0).update)).toEqual({ type: 'fits' })
    // the same to the byte, whoever and whenever
    expect(copyOf(FACTORS.body, 0)).toEqual(copyOf(FACTORS.body, 0))
    expect(copyOf(FACTORS.body, 1).clientId).not.toBe(copyOf(FACTORS.body, 0).clientId)
    expect(copyOf(FACTORS.body, 0).clientId).toBeGreaterThan(2 ** 32)
    expect(Number.isSafeInteger(copyOf(FACTORS.body, 0).clientId)).toBe(true)
    // and once it is there nobody starts it again
    expect(startPostmortem(c.doc, c.author, FACTORS)).toMatchObject({ ok: false })
  })

  it('D431 from two templates both stay, one under the other, and it is seen who started which', () => {
    const { all, meet } = seats(3)
    const [a, b] = all as [Seat, Seat]
    valueOf(startPostmortem(a.doc, a.author, ROOT_CAUSE))
    valueOf(startPostmortem(b.doc, b.author, LIGHT))
    meet()
    const ofTemplate = ({ body }: Template) => fromMarkdown(body, { hasVariables: true }).map((block) => JSON.stringify(block))
    for (const seat of all) {
      const blocks = readBlocks(postmortemOf(seat.doc)).map((block) => JSON.stringify(block))
      const [first, second] = [ofTemplate(ROOT_CAUSE), ofTemplate(LIGHT)]
      expect([
        [...first, ...second],
        [...second, ...first]
      ]).toContainEqual(blocks)
      const { timeline } = readIncident(seat.doc)
      const said = timeline.map((entry) => describeEntry(entry, readIncident(seat.doc)))
      expect(said).toContain('started the postmortem from Root cause')
      expect(said).toContain('started the postmortem from Lightweight')
    }
  })

  it('D432 undo in the page takes back what one typed and leaves the template; a cleared page is started again, once', () => {
    const { all, meet } = seats(2)
    const [a, b] = all as [Seat, Seat]
    valueOf(startPostmortem(a.doc, a.author, LIGHT))
    const before = words(a)
    const typing = {}
    const undo = new Y.UndoManager(postmortemOf(a.doc), { trackedOrigins: new Set([typing]) })
    a.doc.transact(() => textUnder(a.doc, 'What happened').insert(0, 'Disk full. '), typing)
    meet()
    textUnder(b.doc, 'What happened').insert(0, 'Ben: ')
    meet()
    undo.undo()
    undo.undo()
    meet()
    for (const seat of all) expect(words(seat)).toBe(before.replace('Two or three', 'Ben: Two or three'))
    expect(undoLast(a.doc, a.author)).toMatchObject({ ok: false, error: { reason: 'notAllowed' } })

    postmortemOf(a.doc).delete(0, postmortemOf(a.doc).length)
    meet()
    expect(all.map(({ doc }) => isPageEmpty(doc))).toEqual([true, true])
    for (const { doc, author } of all) valueOf(startPostmortem(doc, author, LIGHT))
    meet()
    for (const seat of all) expect(words(seat)).toBe(before)
  })

  it('D433 the shipped templates are whole: no unknown variable, a timeline, action items, and the same page after a round through Markdown', () => {
    for (const { name, body } of DEFAULT_POSTMORTEMS) {
      const blocks = fromMarkdown(body, { hasVariables: true })
      expect(findUnknown(body.replace(/\{\{timeline[^}]*\}\}/g, ''), DEFAULT_SETTINGS.types[0]!), name).toEqual([])
      expect(
        blocks.some(({ type }) => type === 'timeline'),
        name
      ).toBe(true)
      expect(
        blocks.some(({ type }) => type === 'taskList'),
        name
      ).toBe(true)
      expect(fromMarkdown(toMarkdown(blocks), { hasVariables: true }), name).toEqual(blocks)
    }
  })
})

describe('review of a postmortem', () => {
  it('D434 reviewers sign off the text they read: a later change of it is seen, a ticked item is none, and it can be taken back', () => {
    const { all, meet } = seats(2)
    const [a, b] = all as [Seat, Seat]
    const people = all.map(({ author }) => author)
    expect(setPostmortemState(a.doc, a.author, 'review')).toMatchObject({ ok: false })
    valueOf(startPostmortem(a.doc, a.author, LIGHT))
    expect(signOff(a.doc, a.author)).toMatchObject({ ok: false, error: { reason: 'notAllowed' } })
    valueOf(setReviewers(a.doc, a.author, people))
    valueOf(setPostmortemState(a.doc, a.author, 'review'))
    meet()
    valueOf(signOff(b.doc, b.author))
    meet()
    const isCurrent = () => events(a).signOffs.every(({ digest }) => digest === pageDigest(a.doc))
    expect(events(a)).toMatchObject({ state: 'review', reviewers: people.map(({ id }) => id), signOffs: [{ person: b.author.id }] })
    expect(isCurrent()).toBe(true)
    const item = [...postmortemOf(a.doc).querySelectorAll('taskItem')][0] as Y.XmlElement
    item.setAttribute('checked', true as unknown as string)
    expect(isCurrent()).toBe(true)
    textUnder(a.doc, 'What happened').insert(0, 'Later. ')
    expect(isCurrent()).toBe(false)
    valueOf(takeBackSignOff(b.doc, b.author))
    meet()
    expect(events(a).signOffs).toEqual([])

    valueOf(setPostmortemState(b.doc, b.author, 'final'))
    expect(undoLast(b.doc, b.author)).toMatchObject({ ok: true })
    expect(readIncident(b.doc).postmortem.state).toBe('review')
    valueOf(setPostmortemState(b.doc, b.author, 'final'))
    valueOf(setPostmortemState(a.doc, a.author, 'draft'))
    meet()
    // both saw it in review: what lost is kept for the merge report
    expect(readIncident(a.doc).overruled.map(({ what }) => what)).toContain('postmortem:state')
    expect(events(a)).toEqual(events(b))
    const { timeline } = readIncident(a.doc)
    const said = timeline.map((entry) => describeEntry(entry, readIncident(a.doc)))
    for (const words of ['asked for a review of the postmortem', 'signed off the postmortem', 'made the postmortem final'])
      expect(said).toContain(words)
  })
})

describe('items of a page that were made follow-ups', () => {
  it('D435 are ticked with their follow-up, in every page, and by its undoing', () => {
    const { all, meet } = seats(2)
    const [a, b] = all as [Seat, Seat]
    const task = valueOf(addTask(a.doc, a.author, { text: 'Add an alert', list: 'followUp' }))
    for (const page of [notesOf(a.doc), postmortemOf(a.doc)]) {
      page.insert(
        0,
        newNodes([
          {
            type: 'taskList',
            items: [
              { checked: false, task, content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Add an alert', marks: {} }] }] }
            ]
          }
        ])
      )
    }
    meet()
    const ticks = ({ doc }: Seat) =>
      [notesOf(doc), postmortemOf(doc)].map(
        (page) => readBlocks(page).flatMap((block) => (block.type === 'taskList' ? block.items : []))[0]!.checked
      )
    valueOf(finishTask(b.doc, b.author, task))
    meet()
    expect(ticks(a)).toEqual([true, true])
    valueOf(reopenTask(a.doc, a.author, task))
    expect(ticks(a)).toEqual([false, false])
    valueOf(undoLast(a.doc, a.author))
    expect(ticks(a)).toEqual([true, true])
  })
})

describe('comments', () => {
  const SENTENCES = ['The canary pool carries its own budget.', 'Retries filled the pool within a minute.', 'Nobody looked at the gate.']
  const PHRASE = 'filled the pool'

  function writePage(doc: Y.Doc): void {
    notesOf(doc).insert(0, newNodes(SENTENCES.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text, marks: {} }] }))))
  }
  function anchorOn(doc: Y.Doc, phrase: string) {
    const text = textsOf(notesOf(doc)).find((each) => each.toString().includes(phrase))!
    const index = text.toString().indexOf(phrase)
    return anchorOf({ start: { text, index }, end: { text, index: index + phrase.length } })
  }
  const shown = (doc: Y.Doc, anchor: { start: string; end: string }, quote = PHRASE): string | null => {
    const found = findAnchor(new PageTexts(notesOf(doc)), anchor, quote)
    return found.type === 'found' ? (wordsIn(new PageTexts(notesOf(doc)), found) ?? null) : null
  }

  it('D436 are written, answered, settled and removed, and each of it can be undone; what two did at once is the same for both', () => {
    const { all, meet } = seats(2)
    const [a, b] = all as [Seat, Seat]
    writePage(a.doc)
    const anchor = anchorOn(a.doc, PHRASE)
    expect(postComment(a.doc, a.author, { page: 'notes', anchor, quote: PHRASE, text: '  ' })).toMatchObject({ ok: false })
    const id = valueOf(postComment(a.doc, a.author, { page: 'notes', anchor, quote: PHRASE, text: 'How many?' }))
    meet()
    valueOf(replyToComment(b.doc, b.author, id, '400 of 400'))
    valueOf(resolveComment(a.doc, a.author, id, true))
    meet()
    const thread = () => readIncident(a.doc).comments
    expect(thread()).toMatchObject([
      { id, text: 'How many?', quote: PHRASE, isResolved: true, settledBy: a.author.id, replies: [{ text: '400 of 400', by: b.author.id }] }
    ])
    expect(thread()).toEqual(readIncident(b.doc).comments)
    valueOf(undoLast(a.doc, a.author))
    expect(thread()[0]!.isResolved).toBe(false)
    valueOf(undoLast(b.doc, b.author))
    meet()
    expect(thread()[0]!.replies).toEqual([])
    expect(removeComment(b.doc, b.author, id)).toMatchObject({ ok: false, error: { reason: 'notAllowed' } })
    valueOf(removeComment(a.doc, a.author, id))
    expect(thread()).toEqual([])
    valueOf(undoLast(a.doc, a.author))
    expect(thread()).toMatchObject([{ id }])
  })

  it('D437 stay on their words through any edits on several machines, or say that the words are gone', () => {
    // where: paragraph, place in it, what happens there
    const edit = fc.record({
      seat: fc.nat(2),
      paragraph: fc.nat(2),
      at: fc.nat(60),
      kind: fc.constantFrom('type', 'delete', 'bold', 'split', 'paragraph', 'meet'),
      text: fc.constantFrom('x', 'pool ', 'the ', '🧯')
    })
    let orphans = 0
    let kept = 0
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 30 }), (edits) => {
        const { all, meet } = seats(3)
        writePage(all[0]!.doc)
        meet()
        const anchor = anchorOn(all[0]!.doc, PHRASE)
        for (const { seat, paragraph, at, kind, text } of edits) {
          if (kind === 'meet') {
            meet()
            continue
          }
          const page = notesOf(all[seat]!.doc)
          const target = page.get(paragraph % Math.max(1, page.length)) as Y.XmlElement | undefined
          const letters = target?.firstChild
          if (!target || !(letters instanceof Y.XmlText)) continue
          const place = Math.min(at, letters.length)
          if (kind === 'type') letters.insert(place, text)
          else if (kind === 'delete') letters.delete(place, Math.min(12, letters.length - place))
          else if (kind === 'bold') letters.format(place, Math.min(9, letters.length - place), { bold: {} })
          else if (kind === 'paragraph') page.delete(paragraph % page.length, 1)
          else {
            // as the editor does it: the rest is written anew below
            const rest = letters.toString().slice(place)
            if (rest === '' || /<\/?\w/.test(rest)) continue
            letters.delete(place, letters.length - place)
            page.insert(
              (paragraph % page.length) + 1,
              newNodes([{ type: 'paragraph', content: [{ type: 'text', text: rest.toWellFormed(), marks: {} }] }])
            )
          }
        }
        meet()
        const first = shown(all[0]!.doc, anchor)
        for (const { doc } of all) expect(shown(doc, anchor)).toBe(first)
        const page = textsOf(notesOf(all[0]!.doc)).map((each) => each.toString().replace(/<[^>]*>/g, ''))
        const standing = page.filter((text) => text.includes(PHRASE))
        // words that stand there once are found; what is marked is never something else altogether
        if (standing.length === 1 && standing[0]!.split(PHRASE).length === 2) expect(first).not.toBeNull()
        if (first === null) orphans += 1
        else {
          kept += 1
          const own = [...PHRASE].filter((letter) => first.includes(letter)).length
          expect(own).toBeGreaterThan(0)
        }
      }),
      { seed: 11, numRuns: 300 }
    )
    expect(orphans).toBeGreaterThan(5)
    expect(kept).toBeGreaterThan(100)
  })

  it('D438 an anchor of a peer that is none is no place, and harms nothing', () => {
    const { all } = seats(1)
    const { doc } = all[0]!
    writePage(doc)
    for (const start of ['', '!!', 'AAAA', btoa('\xff\xff\xff\xff\xff'), 'x'.repeat(200)])
      expect(findAnchor(new PageTexts(notesOf(doc)), { start, end: start }, 'not there')).toEqual({ type: 'orphaned' })
  })
})
