import { getSchema } from '@tiptap/core'
import { joinBackward, lift, setBlockType, splitBlock, wrapIn } from '@tiptap/pm/commands'
import type { Node } from '@tiptap/pm/model'
import { liftListItem, wrapInList } from '@tiptap/pm/schema-list'
import { EditorState, TextSelection, type Command } from '@tiptap/pm/state'
import { initProseMirrorDoc, updateYFragment, yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { newNodes } from '#shared/doc/fragment.ts'
import { Rescuer } from '#shared/doc/rescue/rescuer.ts'
import { newDoc, postmortemOf } from '#shared/doc/roots.ts'
import { fromMarkdown } from '#shared/domain/prose/fromMarkdown.ts'
import { pageSchema } from '#renderer/editor/page/pageEditor.ts'
import { baseSeed, seededRandom, type Random } from '#test/fuzz/random.ts'

const SEEDS = Number(process.env['MUSTER_FUZZ_SEEDS'] ?? 25)
const schema = getSchema(pageSchema({} as never))
const { nodes } = schema

interface Row {
  from: Seat
  body: Uint8Array
}

/** A window, the core behind it, and the line to a hub, which carries when it is told to. */
class Seat {
  readonly window = newDoc('incident1')
  readonly core = newDoc('incident1')
  readonly #rescuer: Rescuer
  readonly #hub: Row[]
  readonly #typed: Uint8Array[] = []
  readonly #shown: Uint8Array[] = []
  readonly #made: Uint8Array[] = []
  #read = 0

  constructor(hub: Row[], n: number) {
    this.#hub = hub
    // which of two letters at one place comes first is told by these
    this.window.clientID = 2 * n + 1
    this.core.clientID = 2 * n + 2
    this.#rescuer = new Rescuer(this.core, new Set())
    this.window.on('update', (body: Uint8Array, origin: unknown) => origin !== 'core' && this.#typed.push(body))
    this.core.on('update', (update: Uint8Array, origin: unknown) => {
      const body = this.#rescuer.original(update)
      if (origin !== 'window') this.#shown.push(body)
      if (origin !== 'hub') this.#made.push(body)
    })
  }

  #take(body: Uint8Array, origin: 'window' | 'hub'): void {
    this.#rescuer.take({ body, isOwn: origin === 'window' }, () => Y.applyUpdate(this.core, body, origin))
    this.#rescuer.putBack('rescue')
  }

  /** What was typed reaches the core. */
  save(): void {
    for (const body of this.#typed.splice(0)) this.#take(body, 'window')
  }

  /** What the core has reaches the window. */
  show(): void {
    for (const body of this.#shown.splice(0)) Y.applyUpdate(this.window, body, 'core')
  }

  send(): void {
    for (const body of this.#made.splice(0)) this.#hub.push({ from: this, body })
  }

  receive(): void {
    for (; this.#read < this.#hub.length; this.#read += 1) {
      const row = this.#hub[this.#read]!
      if (row.from !== this) this.#take(row.body, 'hub')
    }
  }

  get shown(): Node {
    return yXmlFragmentToProseMirrorRootNode(postmortemOf(this.window), schema)
  }

  /** As the editor does it, with the caret behind (or before) these words. */
  run(where: string, command: Command | string, isBehind = true): void {
    const { doc: shown, meta } = initProseMirrorDoc(postmortemOf(this.window), schema)
    let state = EditorState.create({ doc: shown })
    state = state.apply(state.tr.setSelection(TextSelection.near(shown.resolve(placeOf(shown, where, isBehind)))))
    if (typeof command === 'string') state = state.apply(state.tr.insertText(command))
    else command(state, (tr) => (state = state.apply(tr)))
    this.window.transact(() => updateYFragment(this.window, postmortemOf(this.window), state.doc, meta))
  }
}

function placeOf(doc: Node, words: string, isBehind: boolean): number {
  let place: number | undefined
  doc.descendants((node, at) => {
    const index = node.isText ? node.text!.indexOf(words) : -1
    if (index >= 0) place ??= at + index + (isBehind ? words.length : 0)
    if (words === '' && node.isTextblock && node.content.size === 0) place ??= at + 1
  })
  if (place === undefined) throw new Error(`The page has no "${words}"`)
  return place
}

function seats(markdown: string, count = 2): Seat[] {
  const hub: Row[] = []
  const all = Array.from({ length: count }, (_, n) => new Seat(hub, n))
  const [first] = all as [Seat]
  first.window.transact(() => postmortemOf(first.window).insert(0, newNodes(fromMarkdown(markdown))))
  meet(all)
  return all
}

/** Everything on its way arrives, again and again until nothing is. */
function meet(all: readonly Seat[]): void {
  for (let round = 0; round < 6; round += 1) {
    for (const seat of all) {
      seat.save()
      seat.send()
    }
    for (const seat of all) {
      seat.receive()
      seat.show()
    }
  }
}

const outline = (node: Node): string => (node.isText ? node.text! : `${node.type.name}(${node.children.map(outline).join(' ')})`)
const pages = (all: readonly Seat[]): string[] => all.map(({ shown }) => shown.children.map(outline).join(' '))

const heading = setBlockType(nodes['heading']!, { level: 2 })
const bullets = wrapInList(nodes['bulletList']!)
const quote = wrapIn(nodes['blockquote']!)

describe('words typed while somebody else writes their block anew', () => {
  const kinds: [string, string, Command, string][] = [
    ['a heading', 'The cache was cold.', heading, 'heading(The cache was very cold. Nobody knew.)'],
    ['code', 'The cache was cold.', setBlockType(nodes['codeBlock']!), 'codeBlock(The cache was very cold. Nobody knew.)'],
    ['an item', 'The cache was cold.', bullets, 'bulletList(listItem(paragraph(The cache was very cold. Nobody knew.)))'],
    ['a quote', 'The cache was cold.', quote, 'blockquote(paragraph(The cache was very cold. Nobody knew.))'],
    ['plain again', '> The cache was cold.', lift, 'paragraph(The cache was very cold. Nobody knew.)']
  ]
  it.each(kinds)('D580 are in it afterwards, once and at their place: it became %s', (_, markdown, command, expected) => {
    const [ada, bob] = seats(markdown) as [Seat, Seat]
    ada.run('cold.', command)
    bob.run('was', ' very')
    bob.run('cold.', ' Nobody knew.')
    meet([ada, bob])
    expect(pages([ada, bob])).toEqual([expected, expected])
  })

  it('D581 also those typed before the window has heard of it, and those of somebody else who typed there too', () => {
    const [ada, bob, cy] = seats('One.\n\nThe cache was cold.', 3) as [Seat, Seat, Seat]
    ada.run('cold.', heading)
    ada.save()
    ada.send()
    bob.run('cold.', ' Nobody')
    bob.save()
    cy.run('The', ' big')
    cy.save()
    bob.receive()
    cy.receive()
    // neither window shows the heading yet
    bob.run('Nobody', ' ')
    for (const [at, letter] of ['k', 'n', 'e', 'w', '.'].entries()) bob.run(`Nobody ${'knew'.slice(0, at)}`, letter)
    cy.run('big', ' old')
    meet([ada, bob, cy])
    const expected = 'paragraph(One.) heading(The big old cache was cold. Nobody knew.)'
    expect(pages([ada, bob, cy])).toEqual([expected, expected, expected])
  })

  it('D582 a whole item stands in the list that took the place of its list, as an item of its kind; nested ones with it', () => {
    const [ada, bob] = seats('- [ ] one\n- [ ] two') as [Seat, Seat]
    const toBullets: Command = (state, dispatch) => {
      const items = state.doc.firstChild!.children.map((item) => nodes['listItem']!.create(null, item.content))
      dispatch?.(state.tr.replaceWith(0, state.doc.content.size, nodes['bulletList']!.create(null, items)))
      return true
    }
    ada.run('one', toBullets)
    bob.run('one', (state, dispatch) => {
      const at = state.doc.firstChild!.firstChild!.nodeSize + 1
      const item = (text: string) => nodes['taskItem']!.create(null, nodes['paragraph']!.create(null, schema.text(text)))
      dispatch?.(state.tr.insert(at, [item('new'), item('newer')]))
      return true
    })
    meet([ada, bob])
    const expected = 'bulletList(listItem(paragraph(one)) listItem(paragraph(new)) listItem(paragraph(newer)) listItem(paragraph(two)))'
    expect(pages([ada, bob])).toEqual([expected, expected])
  })

  it('D583 what is deleted stays deleted with a letter typed in it, and becomes a paragraph when more was written there than there was', () => {
    const drop: Command = (state, dispatch) => {
      const { $from } = state.selection
      dispatch?.(state.tr.delete($from.before(1), $from.after(1)))
      return true
    }
    const [ada, bob] = seats('One.\n\nThe cache was cold, all of it.\n\nTBD\n\nEnd.') as [Seat, Seat]
    ada.run('cold', drop)
    ada.run('TBD', drop)
    bob.run('col', 'o')
    bob.run('TBD', ' The pool was drained by hand.')
    meet([ada, bob])
    const expected = 'paragraph(One.) paragraph( The pool was drained by hand.) paragraph(End.)'
    expect(pages([ada, bob])).toEqual([expected, expected])
  })

  it('D584 the second half of a paragraph that was joined to the one before it', () => {
    const [ada, bob] = seats('The cache was cold.\n\nNobody knew why.') as [Seat, Seat]
    ada.run('Nobody', joinBackward, false)
    bob.run('knew', ' exactly')
    meet([ada, bob])
    const expected = 'paragraph(The cache was cold.Nobody knew exactly why.)'
    expect(pages([ada, bob])).toEqual([expected, expected])
  })
})

const CHANGES: readonly Command[] = [
  heading,
  setBlockType(nodes['paragraph']!),
  setBlockType(nodes['codeBlock']!),
  bullets,
  wrapInList(nodes['orderedList']!),
  wrapInList(nodes['taskList']!),
  liftListItem(nodes['listItem']!),
  quote,
  wrapIn(nodes['callout']!),
  lift,
  splitBlock,
  joinBackward
]

it.each(Array.from({ length: SEEDS }, (_, index) => baseSeed(1) + index))(
  'F22 seed %i: nobody deletes a word; three write apart and turn blocks into others, and every letter that was typed is there',
  (seed) => {
    const random = seededRandom(seed)
    const all = seats('First of all.\n\n- one thing\n- another thing\n\nThe end of it.', 3)
    const typed = new Set<string>()
    for (let step = 0; step < 60; step += 1) {
      const seat = random.pick(all)
      if (random.chance(0.6)) type(seat, random, typed)
      else seat.run(random.pick(wordsOf(seat)), random.pick(CHANGES), random.chance(0.5))
      for (const each of all) carry(each, random)
    }
    meet(all)
    // what waits for others is put back for good after some updates
    for (let update = 0; update < 60; update += 1) for (const seat of all) addBlank(seat)
    meet(all)
    const [first] = pages(all)
    expect(pages(all)).toEqual([first, first, first])
    const letters = all[0]!.shown.textContent
    expect([...typed].filter((letter) => !letters.includes(letter))).toEqual([])
  }
)

function addBlank(seat: Seat): void {
  seat.run(wordsOf(seat)[0]!, ' ')
  seat.save()
}

/** Letters that come once. */
function type(seat: Seat, random: Random, typed: Set<string>): void {
  let letters = ''
  for (let n = random.int(1, 4); n > 0; n -= 1) {
    const letter = String.fromCharCode(0x4e00 + typed.size)
    typed.add(letter)
    letters += letter
  }
  seat.run(random.pick(wordsOf(seat)), letters, random.chance(0.7))
}

const wordsOf = (seat: Seat): string[] => {
  const words: string[] = []
  seat.shown.descendants((node) => {
    if (node.isText) words.push(...node.text!.split(/[ .]/).filter((word) => word !== ''))
  })
  return words
}

function carry(seat: Seat, random: Random): void {
  if (random.chance(0.7)) seat.save()
  if (random.chance(0.3)) seat.send()
  if (random.chance(0.3)) seat.receive()
  if (random.chance(0.5)) seat.show()
}
