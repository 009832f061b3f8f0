import type { Editor, JSONContent } from '@tiptap/core'
import AtSign from '@lucide/svelte/icons/at-sign'
import Braces from '@lucide/svelte/icons/braces'
import Clock from '@lucide/svelte/icons/clock'
import Flag from '@lucide/svelte/icons/flag'
import Gavel from '@lucide/svelte/icons/gavel'
import Hash from '@lucide/svelte/icons/hash'
import History from '@lucide/svelte/icons/history'
import ImagePlus from '@lucide/svelte/icons/image-plus'
import Info from '@lucide/svelte/icons/info'
import Minus from '@lucide/svelte/icons/minus'
import Pilcrow from '@lucide/svelte/icons/pilcrow'
import TriangleAlert from '@lucide/svelte/icons/triangle-alert'
import type { IncidentCard } from '#shared/bridge/contract/palette.ts'
import type { Person } from '#shared/bridge/warRoomApi.ts'
import type { Entry } from '#shared/domain/incident.ts'
import { nameOf } from '#shared/domain/incident.ts'
import { incidentLabel } from '#shared/domain/number.ts'
import { listVariables } from '#shared/domain/notify/variables.ts'
import { entryName } from '#shared/domain/prose/incidentContext.ts'
import type { MentionKind, Tone } from '#shared/domain/prose/nodes.ts'
import type { SuggestItem, SuggestSource } from '#renderer/editor/page/suggest.svelte.ts'
import { fuzzyMatch } from '../palette/fuzzy.ts'
import type { IconComponent } from '#renderer/ui/icon.ts'
import type { LivePage } from './livePage.svelte.ts'
import { linkTool, PAGE_TOOLS } from './pageTools.ts'

const MOST = 12
const icon = (of: IconComponent) => ({ type: 'icon', icon: of }) as const

export interface MenuNeeds {
  live: LivePage
  people(): readonly Person[]
  askLink(): void
  askImage(): void
}

/** What `/`, `@` and `#` offer in a page. */
export const menuSources = (needs: MenuNeeds): SuggestSource[] => [
  { char: '/', items: (query) => slashItems(query, needs) },
  { char: '@', items: (query) => find(needs.people().map(personItem), query) },
  { char: '#', items: (query) => placeItems(query, needs) }
]

const find = (items: readonly SuggestItem[], query: string): SuggestItem[] =>
  items.filter(({ label, detail = '' }) => query.trim() === '' || fuzzyMatch(query, label) || fuzzyMatch(query, detail)).slice(0, MOST)

const insert = (content: JSONContent | JSONContent[]) => (editor: Editor) => void editor.chain().focus().insertContent(content).run()

function slashItems(query: string, needs: MenuNeeds): SuggestItem[] {
  const blocks = find(blockItems(needs), query)
  if (query.trim() === '') return blockItems(needs)
  return [...blocks, ...find(variableItems(needs.live), query), ...cardItems(needs.live, query)].slice(0, MOST)
}

function blockItems({ askLink, askImage }: MenuNeeds): SuggestItem[] {
  const tools = PAGE_TOOLS.filter(({ label }) => !['Bold', 'Italic', 'Underline', 'Strike', 'Code', 'Callout'].includes(label))
  const ofTool = ({ label, icon: of, run, keys }: (typeof tools)[number]): SuggestItem => ({
    id: label,
    label,
    detail: keys?.replace('Mod', 'Ctrl'),
    group: 'Write',
    lead: icon(of),
    run
  })
  return [
    {
      id: 'text',
      label: 'Text',
      detail: 'a plain paragraph',
      group: 'Write',
      lead: icon(Pilcrow),
      run: (editor) => editor.chain().focus().clearNodes().run()
    },
    ...tools.map(ofTool),
    callout('note', 'Note', Info),
    callout('warning', 'Warning', TriangleAlert),
    callout('decision', 'Decision', Gavel),
    { id: 'rule', label: 'Rule', detail: 'a line across', group: 'Write', lead: icon(Minus), run: insert({ type: 'horizontalRule' }) },
    ofTool(linkTool(askLink)),
    { id: 'picture', label: 'Picture', detail: 'from a file', group: 'Write', lead: icon(ImagePlus), run: askImage },
    {
      id: 'timeline flagged',
      label: 'Timeline, flagged entries',
      detail: 'kept in step',
      group: 'Of this incident',
      lead: icon(Flag),
      run: insert({ type: 'timeline', attrs: { show: 'flagged' } })
    },
    {
      id: 'timeline all',
      label: 'Timeline, all entries',
      detail: 'kept in step',
      group: 'Of this incident',
      lead: icon(History),
      run: insert({ type: 'timeline', attrs: { show: 'all' } })
    },
    type('@', 'Mention a person', AtSign),
    type('#', 'Mention an incident or an entry', Hash)
  ]
}

const callout = (tone: Tone, label: string, of: IconComponent): SuggestItem => ({
  id: `callout ${tone}`,
  label: `Callout: ${label}`,
  group: 'Write',
  lead: icon(of),
  run: (editor) => editor.chain().focus().setCallout(tone).run()
})

/** Types the character that opens the other menu. */
const type = (char: string, label: string, of: IconComponent): SuggestItem => ({
  id: `type ${char}`,
  label,
  detail: char,
  group: 'Of this incident',
  lead: icon(of),
  run: (editor) => editor.chain().focus().insertContent(char).run()
})

const variableItems = (live: LivePage): SuggestItem[] =>
  listVariables(live.type).map(({ name, help }) => ({
    id: `variable ${name}`,
    label: `{{incident.${name}}}`,
    detail: help,
    group: 'Variables',
    lead: icon(Braces),
    run: insert([{ type: 'variable', attrs: { name: `incident.${name}` } }])
  }))

const mention = (kind: MentionKind, id: string, label: string) =>
  insert([
    { type: 'mention', attrs: { kind, id, label } },
    { type: 'text', text: ' ' }
  ])

const personItem = ({ id, name }: Person): SuggestItem => ({
  id: `person ${id}`,
  label: name,
  group: 'People',
  lead: { type: 'person', id, name },
  run: mention('person', id, name)
})

/** Newest first: what a person speaks of is mostly near. */
function entriesFor(live: LivePage, query: string): Entry[] {
  const words = query
    .toLowerCase()
    .replace(/^entry\s*/, '')
    .split(/\s+/)
    .filter(Boolean)
  const found: Entry[] = []
  for (const entry of live.room.incident.timeline.toReversed()) {
    if (found.length >= MOST) break
    const text = `${live.room.searchableOf(entry)} ${entryName(entry, live.room.textOf(entry), live.zone).toLowerCase()}`
    if (words.every((word) => text.includes(word))) found.push(entry)
  }
  return found
}

const entryItem = (live: LivePage, entry: Entry, isCard: boolean): SuggestItem => {
  const name = entryName(entry, live.room.textOf(entry), live.zone)
  return {
    id: `${isCard ? 'card' : 'entry'} ${entry.id}`,
    label: name,
    detail: nameOf(live.room.incident, entry.author) ?? '',
    group: isCard ? 'Entries of the timeline, as a card' : 'Entries of the timeline',
    lead: icon(entry.flagged ? Flag : Clock),
    run: isCard ? insert({ type: 'entry', attrs: { id: entry.id } }) : mention('entry', entry.id, name)
  }
}

const cardItems = (live: LivePage, query: string): SuggestItem[] => entriesFor(live, query).map((entry) => entryItem(live, entry, true))

async function placeItems(query: string, { live }: MenuNeeds): Promise<SuggestItem[]> {
  const incidents = await live.warRoom.suggestIncidents({ text: query, limit: 6 })
  const entries = entriesFor(live, query).slice(0, 6)
  return [...entries.map((entry) => entryItem(live, entry, false)), ...(incidents.ok ? incidents.value.map(incidentItem) : [])]
}

const incidentItem = ({ id, title, severity, ...numbered }: IncidentCard): SuggestItem => ({
  id: `incident ${id}`,
  label: `${incidentLabel(numbered)} ${title}`,
  group: 'Incidents',
  lead: { type: 'severity', severity },
  run: mention('incident', id, `${incidentLabel(numbered)} ${title}`)
})
