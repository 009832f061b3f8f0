import type { Editor } from '@tiptap/core'
import { pageDigest } from '#shared/doc/pageCopy.ts'
import { isPageEmpty } from '#shared/doc/postmortemCommands.ts'
import type { Comment } from '#shared/domain/comments.ts'
import type { EventId } from '#shared/domain/ids.ts'
import type { PageName } from '#shared/domain/prose/pages.ts'
import { showMarks, type PageMark } from '#renderer/editor/page/pageMarks.ts'
import { peerPlaces, rangesOf, type PeerPlace } from '#renderer/editor/page/places.ts'
import { whenIdle } from '../inIdle.ts'
import { findIn, replaceAll, type Hit } from './find.ts'
import type { LivePage } from './livePage.svelte.ts'
import { EMPTY_OVERVIEW, overviewOf, type PageOverview } from './overview.ts'

/** What was typed is read this much later, once for all that came meanwhile: also while others never rest. */
const READ_MS = 250

export interface ShownComment {
  comment: Comment
  /** In the editor; null: the words are gone. */
  range: { from: number; to: number } | null
}

/** One page that is open in this window: its editor, and what is read from it while people write. */
export class OpenPage {
  readonly live: LivePage
  readonly page: PageName
  editor = $state.raw<Editor | null>(null)
  /** Rises with every transaction of the editor. */
  revision = $state(0)
  overview = $state.raw<PageOverview>(EMPTY_OVERVIEW)
  comments = $state.raw<readonly ShownComment[]>([])
  peers = $state.raw<readonly PeerPlace[]>([])
  /** Of the postmortem, as it is now. */
  digest = $state('')
  isEmpty = $state(true)
  /** The comment the person looks at. */
  comment = $state<EventId | null>(null)
  /** What is looked for; null: nothing is. */
  wanted = $state<string | null>(null)
  isCaseKept = $state(false)
  hits = $state.raw<readonly Hit[]>([])
  hit = $state(0)
  #timer: ReturnType<typeof setTimeout> | undefined
  #cancel = () => {}
  #hasSelected = false

  constructor(live: LivePage, page: PageName) {
    this.live = live
    this.page = page
  }

  /** Read it soon, in a moment without keys. Call it when the page, its comments or the people in it have changed. */
  plan(): void {
    this.#timer ??= setTimeout(() => (this.#cancel = whenIdle(() => this.read())), READ_MS)
  }

  #forgetPlan(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#cancel()
    this.#cancel = () => {}
  }

  read(): void {
    this.#forgetPlan()
    const { editor, live, page } = this
    if (!editor || editor.isDestroyed) return
    const { room } = live
    this.overview = overviewOf(editor.state.doc)
    const comments = room.incident.comments.filter((comment) => comment.page === page)
    const ranges = rangesOf(editor, comments)
    this.comments = comments.map((comment, index) => ({ comment, range: ranges[index] ?? null }))
    this.readPeers()
    if (page === 'postmortem') {
      this.isEmpty = isPageEmpty(room.doc)
      // only who signed off asks for it, and it costs the whole page
      if (room.incident.postmortem.signOffs.length > 0) this.digest = pageDigest(room.doc)
    }
    this.hits = this.wanted === null ? [] : findIn(editor.state.doc, this.wanted, this.isCaseKept)
    this.hit = Math.max(0, Math.min(this.hit, this.hits.length - 1))
    this.#mark()
  }

  readPeers(): void {
    const { editor, live } = this
    if (editor && !editor.isDestroyed) this.peers = peerPlaces(editor, live.room.awareness.getStates(), live.room.awareness.clientID)
  }

  close(): void {
    this.#forgetPlan()
  }

  /** Look at a comment whose words were clicked: the page stays where it is. */
  point(comment: EventId): void {
    this.comment = comment
    this.#mark()
  }

  /** Look at a comment, and at its words. */
  choose(comment: EventId): void {
    this.point(comment)
    const range = this.comments.find((each) => each.comment.id === comment)?.range
    if (range) this.scrollTo(range.from)
  }

  /** Bring a place into view, and put the caret there. */
  goTo(at: number): void {
    this.editor?.chain().focus().setTextSelection(at).run()
    this.scrollTo(at)
  }

  scrollTo(at: number): void {
    const dom = this.editor?.view.domAtPos(at).node
    const element = dom instanceof Element ? dom : dom?.parentElement
    element?.scrollIntoView({ block: 'center' })
  }

  search(text: string | null): void {
    this.wanted = text
    this.hit = 0
    this.#hasSelected = false
    this.read()
  }

  /** The next place, or the one before; the first time the first. */
  step(by: 1 | -1): void {
    const { length } = this.hits
    if (length === 0) return
    this.hit = this.#hasSelected ? (this.hit + by + length) % length : this.hit
    this.#hasSelected = true
    this.#mark()
    this.scrollTo(this.hits[this.hit]!.from)
  }

  replaceOne(text: string): void {
    const hit = this.hits[this.hit]
    if (!hit || !this.editor) return
    replaceAll(this.editor, [hit], text)
    this.#hasSelected = false
    this.read()
    this.step(1)
  }

  /** Returns how many. */
  replaceAll(text: string): number {
    const { length } = this.hits
    if (this.editor && length > 0) replaceAll(this.editor, this.hits, text)
    this.read()
    return length
  }

  #mark(): void {
    if (!this.editor) return
    const comments = this.comments.flatMap(({ comment, range }): PageMark[] =>
      range && !comment.isResolved ? [{ ...range, kind: 'commented', id: comment.id, isCurrent: comment.id === this.comment }] : []
    )
    const found = this.hits.map((hit, index): PageMark => ({ ...hit, kind: 'found', id: '', isCurrent: index === this.hit }))
    showMarks(this.editor, [...comments, ...found])
  }
}
