import * as v from 'valibot'
import { BEST_MATCH } from '#shared/bridge/contract/find.ts'
import {
  type Facet,
  type Found,
  type IncidentRow,
  type Person,
  type QueryProblem,
  type Sort,
  type WarRoom
} from '#shared/bridge/warRoomApi.ts'
import { ok, type Result } from '#shared/domain/result.ts'
import { findSearchField, isOrdered, searchFieldsOf, type SearchFields } from '#shared/domain/search/fields.ts'
import type { TextTerm } from '#shared/domain/search/ast.ts'
import { wantedTexts } from '#shared/domain/search/found.ts'
import { withOpenEnd } from '#shared/domain/search/openEnd.ts'
import { parseQuery } from '#shared/domain/search/parse.ts'
import { DEFAULT_SETTINGS } from '#shared/domain/settings/foldSettings.ts'
import type { View, WorkspaceSettings } from '#shared/domain/settings/settings.ts'
import { loadStored, store } from '../stored.ts'
import { chosenColumns, DEFAULT_COLUMNS, fieldsOf } from './columns.ts'
import { PAGE_ROWS, RowPages, type PageKey, type Section } from './rowPages.ts'

/** Ready-made questions above the list. */
export const VIEWS = [
  { id: 'all', name: 'All', query: '' },
  { id: 'open', name: 'All open', query: 'state:(active OR stable)' },
  { id: 'urgent', name: 'Urgent', query: 'state:active AND severity:(SEV-1 OR SEV-2)' }
] as const

/** As much of the workspace's settings as the list looks at. */
export interface ListSettings {
  readonly settings: Pick<WorkspaceSettings, 'types' | 'views'>
}

/** What the core said to one question. It is replaced whole, so counts and rows on the screen always belong together. */
export interface Answer {
  /** As typed. */
  query: string
  /** As it was put to the core. */
  asked: string
  sort: Sort
  matches: number
  /** Open incidents the query does not find; 0 without a query. */
  openOutside: number
  total: number
  tookMs: number
  /** Fields whose values its rows have. */
  columns: string[]
  /** The words asked for, and where they were found, by incident. */
  words: TextTerm[]
  found: Map<string, Found>
  pages: RowPages
}

const position = v.object({
  query: v.string(),
  sort: v.object({ by: v.string(), descending: v.boolean() }),
  /** px */
  scrollTop: v.number(),
  /** Id of the view it was opened as; null: none. */
  view: v.optional(v.nullable(v.string()), null),
  /** Counted through both sections; -1: none. */
  selected: v.number(),
  selectedId: v.nullable(v.string())
})
type Position = v.InferOutput<typeof position>
const START = { selected: -1, selectedId: null, scrollTop: 0 }
const NEWEST: Sort = { by: 'lastUpdate', descending: true }
const DEFAULT: Position = { query: '', sort: NEWEST, view: 'all', ...START }
const columnChoices = v.record(v.string(), v.array(v.string()))

const TYPING_PAUSE_MS = 120

/** The list of incidents: the question, its answer by pages, and where the person is in it. Lives as long as the window. */
export class IncidentList {
  readonly #warRoom: WarRoom
  readonly #workspace: ListSettings
  /** What may be asked for: the fields of the workspace, too. */
  readonly fields: SearchFields = $derived.by(() => searchFieldsOf(this.#workspace.settings))
  /** Columns a person chose, by view. */
  #columns = $state.raw<Record<string, string[]>>(loadStored('list-columns', columnChoices, {}))
  #place = $state.raw<Position>(loadStored('list', position, DEFAULT))
  /** As typed; it is asked after a short pause. */
  text = $state(this.#place.query)
  /** null until the first answer. */
  answer = $state.raw<Answer | null>(null)
  facets = $state.raw<readonly Facet[]>([])
  /** Incidents in each view, by its id. */
  viewCounts = $state.raw<Record<string, number>>({})
  people = $state.raw<readonly Person[]>([])
  problem = $state.raw<QueryProblem | null>(null)
  /** Why the list could not be read. */
  failure = $state<string | null>(null)
  /** Grows when rows arrived: read where rows are drawn. */
  #arrived = $state(0)
  #asked = 0
  #isStale = false
  #isRefreshing = false
  #onScreen: { section: Section; from: number; to: number }[] = []
  #typing: ReturnType<typeof setTimeout> | undefined

  constructor(warRoom: WarRoom, workspace: ListSettings = { settings: DEFAULT_SETTINGS }) {
    this.#warRoom = warRoom
    this.#workspace = workspace
  }

  get savedViews(): readonly View[] {
    return this.#workspace.settings.views
  }
  /** The saved view that is open, also while its query is being changed. */
  get view(): View | undefined {
    return this.savedViews.find(({ id }) => id === this.#place.view)
  }
  /** What is asked is not what the open view holds. */
  get isViewChanged(): boolean {
    const { view } = this
    if (!view) return false
    const { by, descending } = this.sort
    return view.query !== this.query || view.sort !== by || view.isDescending !== descending || view.columns.join() !== this.columns.join()
  }
  /** Names of the columns, as chosen here for this view, else as saved with it. */
  get columns(): readonly string[] {
    return this.#columns[this.#columnsKey] ?? (this.view?.columns.length ? this.view.columns : DEFAULT_COLUMNS)
  }
  get #columnsKey(): string {
    return this.view?.id ?? ''
  }

  /** null: as saved with the view, or as they are without one. */
  chooseColumns(columns: readonly string[] | null): void {
    const chosen = { ...this.#columns }
    if (columns) chosen[this.#columnsKey] = [...columns]
    else delete chosen[this.#columnsKey]
    this.#columns = chosen
    store('list-columns', this.#columns)
    void this.load()
  }

  openView(view: { id: string; query: string; sort?: string; isDescending?: boolean }): void {
    const sort = view.sort ? { by: view.sort, descending: view.isDescending ?? true } : NEWEST
    this.#keep({ view: view.id, sort, ...START })
    if (view.query === this.#place.query) void this.load()
    else this.ask(view.query)
  }

  /** The view was just saved as it is shown: it is the one that is open. */
  settleOn(id: string): void {
    this.chooseColumns(null)
    this.#keep({ view: id })
  }

  suggest(field: string, text: string, query: string) {
    return this.#warRoom.suggestValues({ field, text, query })
  }

  /** All the search finds, in the order shown, with the values of the columns shown. */
  async listAll(onProgress: (done: number) => void = () => undefined): Promise<Result<IncidentRow[]>> {
    const { asked: query, sort } = this
    const columns = fieldsOf(chosenColumns(this.columns, this.fields))
    const all: IncidentRow[] = []
    for (;;) {
      const rows = await this.#warRoom.listIncidents({ query, sort, section: 'matches', offset: all.length, limit: EXPORT_PAGE, columns })
      if (!rows.ok) return rows
      all.push(...rows.value)
      onProgress(all.length)
      if (rows.value.length < EXPORT_PAGE) return ok(all)
    }
  }

  /** As typed: what is kept, saved with a view and given on. */
  get query(): string {
    return this.#place.query
  }
  /** What it asks for: the last word may go on. */
  get asked(): string {
    return withOpenEnd(this.query, this.fields)
  }
  get sort(): Sort {
    return this.#place.sort
  }
  get selected(): number {
    return this.#place.selected
  }
  get scrollTop(): number {
    return this.#place.scrollTop
  }
  /** Rows of both sections together. */
  get rowCount(): number {
    return this.answer ? this.answer.matches + this.answer.openOutside : 0
  }

  type(text: string): void {
    this.text = text
    clearTimeout(this.#typing)
    this.#typing = setTimeout(() => this.ask(text), TYPING_PAUSE_MS)
  }

  /** Asks `query` now. */
  ask(query: string): void {
    clearTimeout(this.#typing)
    this.text = query
    if (query === this.#place.query) return
    // the ready-made views are their questions; a saved one stays open while it is changed
    const view = this.view?.id ?? VIEWS.find((each) => each.query === query)?.id ?? null
    this.#keep({ query, view, ...START })
    // it can be seen in no column, so it goes with the words it was for
    if (!this.hasWords && this.sort.by === BEST_MATCH) this.#keep({ sort: NEWEST })
    void this.load()
  }

  /** The search asks for words, so that some match better than others. */
  get hasWords(): boolean {
    const parsed = parseQuery(this.query, this.fields)
    return parsed.ok && wantedTexts(parsed.query).length > 0
  }

  get isBestFirst(): boolean {
    return this.sort.by === BEST_MATCH
  }

  showBestFirst(isBestFirst: boolean): void {
    this.#keep({ sort: isBestFirst ? { by: BEST_MATCH, descending: true } : NEWEST, ...START })
    void this.load()
  }

  sortBy(by: Sort['by']): void {
    const isSame = this.#place.sort.by === by
    this.#keep({ sort: { by, descending: isSame ? !this.#place.sort.descending : this.#isDescendingFirst(by) }, ...START })
    void this.load()
  }

  #isDescendingFirst(by: string): boolean {
    const field = findSearchField(by, this.fields)
    return DESCENDING_FIRST.has(by) || (field !== undefined && isOrdered(field))
  }

  select(row: number): void {
    this.#keep({ selected: row, selectedId: this.rowAt(row)?.id ?? null })
  }

  scrolled(scrollTop: number): void {
    if (scrollTop !== this.#place.scrollTop) this.#keep({ scrollTop })
  }

  /** undefined: not loaded yet. */
  find(section: Section, index: number): IncidentRow | undefined {
    void this.#arrived
    return this.answer?.pages.find(section, index)
  }

  /** A row counted through both sections. */
  rowAt(row: number): IncidentRow | undefined {
    const matches = this.answer?.matches ?? 0
    return row < 0 ? undefined : row < matches ? this.find('matches', row) : this.find('openOutside', row - matches)
  }

  /** These rows are on the screen: load what is missing of them. */
  show(ranges: { section: Section; from: number; to: number }[]): void {
    this.#onScreen = ranges
    const { answer } = this
    if (!answer) return
    for (const { section, from, to } of ranges) {
      for (const key of answer.pages.takeMissing(section, from, to)) void this.#loadPage(answer, key)
    }
  }

  /** The incidents changed. However often that is told, one question at a time is on its way, so an answer always gets through. */
  async refresh(): Promise<void> {
    this.#isStale = true
    if (this.#isRefreshing) return
    this.#isRefreshing = true
    while (this.#isStale) {
      this.#isStale = false
      await this.load()
    }
    this.#isRefreshing = false
  }

  /** Asks the question again. What is shown stays until the whole new answer is there. */
  async load(): Promise<void> {
    const ticket = ++this.#asked
    const { query, asked, sort } = this
    void this.#countViews(ticket)
    const [counts, facets, people] = await Promise.all([
      this.#warRoom.countList({ query: asked }),
      this.#warRoom.countFacets({ query: asked }),
      this.#warRoom.listPeople(null)
    ])
    if (ticket !== this.#asked) return
    this.failure = counts.ok ? null : counts.error.message
    if (!counts.ok) return
    const { problem, ...numbers } = counts.value
    this.problem = problem
    // a query that cannot be read has no answer: the last one stays, and the place of the fault is shown
    if (problem) return
    const openOutside = query.trim() === '' ? 0 : numbers.openOutside
    const columns = fieldsOf(chosenColumns(this.columns, this.fields))
    const parsed = parseQuery(asked, this.fields)
    const words = parsed.ok ? wantedTexts(parsed.query) : []
    const question = { query, asked, sort, columns, words }
    const answer: Answer = { ...numbers, ...question, openOutside, found: new Map(), pages: new RowPages() }
    await Promise.all(this.#firstPages(answer).map((key) => this.#loadPage(answer, key)))
    if (ticket !== this.#asked) return
    this.answer = answer
    if (facets.ok) this.facets = facets.value
    if (people.ok) this.people = people.value
    this.#follow(answer)
  }

  /** What is on the screen now, or the top when the question is another. */
  #firstPages(answer: Answer): PageKey[] {
    const isSame = this.answer?.query === answer.query
    const from = isSame || this.answer === null ? Math.floor(this.#place.scrollTop / LOWEST_ROW_PX) : 0
    const wanted = isSame && this.#onScreen.length > 0 ? this.#onScreen : [{ section: 'matches' as const, from, to: from + 60 }]
    return [...wanted, { section: 'openOutside' as const, from: 0, to: 60 }].flatMap(({ section, from, to }) => {
      const last = (section === 'matches' ? answer.matches : answer.openOutside) - 1
      return answer.pages.takeMissing(section, Math.min(from, Math.max(0, last)), Math.min(to, last))
    })
  }

  async #loadPage(answer: Answer, key: PageKey): Promise<void> {
    const { asked: query, sort, columns } = answer
    const page = { section: key.section, offset: key.page * PAGE_ROWS, limit: PAGE_ROWS }
    const rows = await this.#warRoom.listIncidents({ query, sort, columns, ...page })
    if (rows.ok) {
      answer.pages.put(key, rows.value)
      void this.#findWords(answer, key.section === 'matches' ? rows.value : [])
    } else {
      answer.pages.giveBack(key)
      this.failure = rows.error.message
    }
    if (answer === this.answer) this.#arrived += 1
  }

  /** Rows come first; where their words stand is drawn into them as soon as it is known. */
  async #findWords(answer: Answer, rows: readonly IncidentRow[]): Promise<void> {
    if (answer.words.length === 0 || rows.length === 0) return
    const found = await this.#warRoom.findSnippets({ query: answer.asked, ids: rows.map(({ id }) => id) })
    if (!found.ok) return
    for (const each of found.value) answer.found.set(each.id, each)
    if (answer === this.answer) this.#arrived += 1
  }

  /** Where the words asked for stand in an incident; undefined: nowhere but in its title. */
  foundIn(id: string): Found | undefined {
    void this.#arrived
    return this.answer?.found.get(id)
  }

  /** The selected incident moved to another row: the selection goes with it. */
  #follow(answer: Answer): void {
    const { selectedId, selected } = this.#place
    const place = selectedId === null ? undefined : answer.pages.findPlace(selectedId)
    const row = place ? place.index + (place.section === 'matches' ? 0 : answer.matches) : Math.min(selected, this.rowCount - 1)
    if (row !== selected) this.#keep({ selected: row })
  }

  async #countViews(ticket: number): Promise<void> {
    const views = [...VIEWS, ...this.savedViews]
    const counted = await Promise.all(views.map(({ query }) => this.#warRoom.countList({ query: withOpenEnd(query, this.fields) })))
    if (ticket !== this.#asked) return
    // a count that could not be had is left as it was, never shown as 0
    const known = views.flatMap(({ id }, index) => {
      const count = counted[index]
      return count?.ok && !count.value.problem ? [[id, count.value.matches] as const] : []
    })
    this.viewCounts = { ...this.viewCounts, ...Object.fromEntries(known) }
  }

  #keep(changed: Partial<Position>): void {
    this.#place = { ...this.#place, ...changed }
    store('list', this.#place)
  }
}

/** Enough to load the right page for a remembered scroll position before anything is drawn. */
const LOWEST_ROW_PX = 38
/** Columns where the most is the most interesting. */
const DESCENDING_FIRST: ReadonlySet<Sort['by']> = new Set(['number', 'duration', 'lastUpdate', 'declared'])
const EXPORT_PAGE = 1000
