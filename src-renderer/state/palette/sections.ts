import type { IncidentCard } from '#shared/bridge/contract/palette.ts'
import { idOf, keysOf, type Action, type ActionLayer } from '../actions/action.ts'
import { fuzzyMatch, wordsOf, type Range } from './fuzzy.ts'

/* What the palette shows for what was typed. Pure: the same text, actions and incidents give the same list. */

/** actions: `>`. people: `@`. incidents: `#`. keys: `?`. */
export type Mode = 'everything' | 'actions' | 'people' | 'incidents' | 'keys'
const MODES: Readonly<Record<string, Mode>> = { '>': 'actions', '@': 'people', '#': 'incidents', '?': 'keys' }

export interface Typed {
  mode: Mode
  words: string
}

/** The first character may choose what is looked for. */
export function readTyped(text: string): Typed {
  const mode = MODES[text[0] ?? '']
  return mode ? { mode, words: text.slice(1).trim() } : { mode: 'everything', words: text.trim() }
}

export interface PaletteItem {
  /** Stays the same while the list changes around it. */
  key: string
  action: Action
  /** Of the label: what matched. */
  ranges: readonly Range[]
  incident?: IncidentCard
}

export interface Section {
  title: string
  items: PaletteItem[]
}

export interface Offer {
  /** Topmost first. */
  layers: readonly ActionLayer[]
  incidents: readonly { card: IncidentCard; action: Action }[]
  people: readonly Action[]
  /** Ids of actions, the latest first. */
  recent: readonly string[]
}

export const USED_LATELY = 'Used lately'
const MAX_RECENT = 4
/** Of each heading, while everything is looked through. */
const MAX_IN_GROUP = 6
const MAX_UNASKED = 3
const MAX_ALONE = 200
/** Used a moment ago is worth about as much as standing a word earlier in the label. */
const RECENT_BONUS = 16
const DISABLED_MALUS = 40
/** What is on top of the screen comes before what is everywhere. */
const TOPMOST_BONUS = 30
/** Of a match that is not in the label. */
const BESIDE = 0.5

interface Ranked extends PaletteItem {
  group: string
  score: number
}

export function listSections(typed: Typed, offer: Offer): Section[] {
  const { mode, words } = typed
  if (mode === 'incidents') return sectionOf('Incidents', incidentItems(offer, words))
  if (mode === 'people') return sectionOf('People', rank(offer.people, 'People', words, offer.recent).slice(0, MAX_ALONE))
  const actions = actionItems(offer, words, mode === 'keys')
  if (mode !== 'everything') return grouped(actions, MAX_ALONE, words !== '')
  const incidents = sectionOf('Incidents', incidentItems(offer, words).slice(0, MAX_IN_GROUP))
  if (words === '') return [...recentOf(actions, offer.recent), ...unasked(actions), ...incidents]
  const people = sectionOf('People', rank(offer.people, 'People', words, offer.recent).slice(0, MAX_IN_GROUP))
  // what arrives later comes last: nothing above moves under the hand
  return [...grouped(actions, MAX_IN_GROUP, true), ...incidents, ...people]
}

/** The items of a second step. */
export const listChoices = (title: string, actions: readonly Action[], words: string): Section[] =>
  sectionOf(title, rank(actions, title, words, []).slice(0, MAX_ALONE))

function actionItems({ layers, recent }: Offer, words: string, onlyWithKeys: boolean): Ranked[] {
  const seen = new Set<string>()
  return layers
    .filter(({ isDialog }) => !isDialog)
    .flatMap(({ title, actions }, place) =>
      rank(onlyWithKeys ? actions.filter((action) => keysOf(action).length > 0) : actions, title, words, recent, place === 0)
    )
    .filter(({ key }) => !seen.has(key) && seen.add(key))
}

function rank(actions: readonly Action[], title: string, words: string, recent: readonly string[], isTopmost = false): Ranked[] {
  const ranked = actions.flatMap((action): Ranked[] => {
    const match = matchAction(words, action)
    if (!match) return []
    const group = action.group ?? title
    const used = recent.indexOf(idOf(action))
    const bonus = used < 0 ? 0 : RECENT_BONUS / (used + 1)
    const top = isTopmost && action.group === undefined ? TOPMOST_BONUS : 0
    const score = match.score + bonus + top - (action.disabled ? DISABLED_MALUS : 0)
    return [{ key: `${title} ${idOf(action)}`, group, action, ranges: match.ranges, score }]
  })
  return words === '' ? ranked : ranked.sort((a, b) => b.score - a.score)
}

/** Each word in the label, or else in what stands beside it. */
export function matchAction(words: string, action: Action): { score: number; ranges: Range[] } | undefined {
  const whole = fuzzyMatch(words, action.label)
  if (whole) return whole
  const beside = `${action.detail ?? ''} ${action.keywords ?? ''} ${action.group ?? ''}`
  let score = 0
  const ranges: Range[] = []
  for (const word of wordsOf(words)) {
    const inLabel = fuzzyMatch(word, action.label)
    const match = inLabel ?? fuzzyMatch(word, beside)
    if (!match) return undefined
    score += inLabel ? inLabel.score * 0.8 : Math.max(1, match.score * BESIDE)
    if (inLabel) ranges.push(...inLabel.ranges)
  }
  return { score: score / wordsOf(words).length, ranges: ranges.sort((a, b) => a[0] - b[0]) }
}

const incidentItems = ({ incidents }: Offer, words: string): PaletteItem[] =>
  incidents.map(({ card, action }) => ({ key: card.id, action, incident: card, ranges: fuzzyMatch(words, card.title)?.ranges ?? [] }))

function recentOf(actions: readonly Ranked[], recent: readonly string[]): Section[] {
  const used = recent.flatMap((id) => actions.filter(({ action }) => idOf(action) === id && !action.disabled))
  return sectionOf(
    USED_LATELY,
    used.slice(0, MAX_RECENT).map((item) => ({ ...item, key: `${USED_LATELY} ${item.key}` }))
  )
}

/** Before anything is typed: what can be done now, most of it of the screen that is shown. */
function unasked(actions: readonly Ranked[]): Section[] {
  const [first, ...others] = grouped(
    actions.filter(({ action }) => !action.disabled),
    MAX_IN_GROUP,
    false
  )
  return first ? [first, ...others.map(({ title, items }) => ({ title, items: items.slice(0, MAX_UNASKED) }))] : []
}

/** Headings in the order of their best item, or as they come. */
function grouped(items: readonly Ranked[], max: number, byScore: boolean): Section[] {
  const groups = new Map<string, Ranked[]>()
  for (const item of byScore ? [...items].sort((a, b) => b.score - a.score) : items) {
    const group = groups.get(item.group)
    if (group) group.push(item)
    else groups.set(item.group, [item])
  }
  return [...groups].map(([title, found]) => ({ title, items: found.slice(0, max) }))
}

const sectionOf = (title: string, items: readonly PaletteItem[]): Section[] => (items.length > 0 ? [{ title, items: [...items] }] : [])
