import ArrowDown from '@lucide/svelte/icons/arrow-down'
import ArrowUp from '@lucide/svelte/icons/arrow-up'
import ArrowDownToLine from '@lucide/svelte/icons/arrow-down-to-line'
import LinkIcon from '@lucide/svelte/icons/link'
import Search from '@lucide/svelte/icons/search'
import PanelLeft from '@lucide/svelte/icons/panel-left'
import PanelRight from '@lucide/svelte/icons/panel-right'
import X from '@lucide/svelte/icons/x'
import History from '@lucide/svelte/icons/history'
import Clock from '@lucide/svelte/icons/clock'
import CircleDot from '@lucide/svelte/icons/circle-dot'
import Flag from '@lucide/svelte/icons/flag'
import Megaphone from '@lucide/svelte/icons/megaphone'
import Pencil from '@lucide/svelte/icons/pencil'
import SquareCheck from '@lucide/svelte/icons/square-check'
import Undo2 from '@lucide/svelte/icons/undo-2'
import UserRound from '@lucide/svelte/icons/user-round'
import Users from '@lucide/svelte/icons/users'
import { changeImpact, changeSeverity, flagEntry } from '#shared/doc/commands.ts'
import type { EntryId } from '#shared/domain/ids.ts'
import type { Impact } from '#shared/domain/impacts.ts'
import type { IncidentType } from '#shared/domain/settings/settings.ts'
import type { Status } from '#shared/domain/status.ts'
import { UNKNOWN_SEVERITY } from '#shared/domain/severity.ts'
import { formatDuration, formatUtcMinute } from '#renderer/parts/format.ts'
import type { Action, ActionLayer } from '../actions/action.ts'
import { clock } from '../clock.svelte.ts'
import type { Undo, UndoTarget } from '../undo.svelte.ts'
import type { DraftCategory } from './composerDraft.ts'
import { SIDE_LABELS, SIDE_TABS, type SideTab } from './panel.svelte.ts'
import { postmortemStartActions } from './postmortemStart.ts'
import type { Room } from './room.svelte.ts'
import type { TimelineState } from './timeline.svelte.ts'
import { timelineActions } from './timelineActions.ts'

/** What the actions of the room ask of its screen. */
export interface RoomScreen {
  focusEntry(id: EntryId | null): void
  jumpToLive(): void
  search(): void
  /** Plays the incident again from its beginning. */
  replay(): void
  write(category: DraftCategory): void
  toggleFilters(): void
  toggleSide(): void
  openTab(tab: SideTab): void
  /** On a page of its own. */
  openPostmortem(): void
  handOver(): void
  pickSeverity(): void
  addImpact(): void
  notify(): void
  addTask(): void
  addLink(): void
  /** People are asked for what the type prompts for first. */
  changeStatus(status: Status): void
  /** Close what lies on top, or else take the filters off. */
  closeTop(): void
}

/** What can be done in the war room, and its keys. `typeOf` gives the incident's type as it is set now. */
export function roomActions(room: Room, timeline: TimelineState, screen: RoomScreen, typeOf: () => IncidentType, undo: Undo): ActionLayer {
  return {
    title: 'This incident',
    get actions() {
      const type = typeOf()
      return [
        { keys: 'n', label: 'Write a note', keywords: 'add entry timeline', lead: icon(Pencil), run: () => screen.write('note') },
        { keys: 'u', label: 'Write an update', keywords: 'stakeholders clock', lead: icon(Megaphone), run: () => screen.write('update') },
        ...statusActions(room, screen, type),
        ...severityActions(room, screen, type),
        ...impactActions(room, screen),
        {
          keys: 'm',
          label: 'Notify people',
          keywords: 'message send mail template draft',
          lead: icon(Megaphone),
          run: () => screen.notify()
        },
        {
          keys: 'r',
          label: 'Replay the incident',
          keywords: 'time machine history past moment scrubber',
          lead: icon(History),
          run: () => screen.replay()
        },
        { keys: 't', label: 'Add a task', keywords: 'todo assign due', lead: icon(SquareCheck), run: () => screen.addTask() },
        { label: 'Add a link or document', keywords: 'url chat call runbook', lead: icon(LinkIcon), run: () => screen.addLink() },
        { keys: 'a', label: 'Hand over command', keywords: 'commander', lead: icon(UserRound), run: () => screen.handOver() },
        ...postmortemStartActions(room, screen, type),
        ...undo.actions,
        ...entryActions(room, timeline),
        ...timelineActions(timeline, (id) => screen.focusEntry(id)),
        ...moveActions(timeline, screen),
        ...viewActions(screen)
      ]
    }
  }
}

/** What an undo in a room works on. */
export const roomUndo = (room: Room): UndoTarget => ({
  doc: room.doc,
  author: () => room.author,
  events: () => (void room.incident, room.events),
  incident: () => room.incident
})

const icon = (of: typeof Flag) => ({ type: 'icon', icon: of }) as const

const statusActions = (room: Room, screen: RoomScreen, { statuses }: IncidentType): Action[] =>
  statuses.map(({ status, label, description }, index) => ({
    id: `status ${status}`,
    keys: `s ${index + 1}`,
    label: `Change status to ${label}`,
    keywords: description,
    lead: { type: 'status', status },
    get disabled() {
      return room.incident.status === status ? `It is ${label} already` : null
    },
    run: () => screen.changeStatus(status)
  }))

function severityActions(room: Room, screen: RoomScreen, { severities }: IncidentType): Action[] {
  const set = severities.map(({ name, label }): Action => ({
    id: `severity ${name}`,
    ...(/^(UNKNOWN|SEV-\d)$/.test(name) ? { keys: `v ${name === UNKNOWN_SEVERITY ? '0' : name.slice('SEV-'.length)}` } : {}),
    label: `Change severity to ${name}`,
    detail: label,
    lead: { type: 'severity', severity: name },
    get disabled() {
      return room.incident.severity === name ? `It is ${name} already` : null
    },
    run: () => void room.do(changeSeverity(room.doc, room.author, name))
  }))
  const choose: Action = {
    keys: 'v Enter',
    label: 'Choose the severity',
    keywords: 'set change',
    lead: icon(CircleDot),
    choices: () => set.map((action) => ({ ...withoutKeys(action), label: action.id!.slice('severity '.length) })),
    run: () => screen.pickSeverity()
  }
  return [...set, choose]
}

/** As an item of a second step, where keys mean nothing. */
const withoutKeys = ({ id, label, detail, keywords, lead, disabled, run }: Action): Action => ({
  id,
  label,
  detail,
  keywords,
  lead,
  disabled,
  run
})

const isInTimeline = (): boolean => document.activeElement?.closest('[role=log]') != null

/** The impact that E acts on: the latest that goes on, else the latest. */
const impactOf = (room: Room): Impact | undefined =>
  room.incident.impacts.findLast((each) => each.end === null) ?? room.incident.impacts.at(-1)

function impactActions(room: Room, screen: RoomScreen): Action[] {
  const set = (impact: Impact, end: number | null) => void room.do(changeImpact(room.doc, room.author, impact.id, { ...impact, end }))
  const toggle: Action = {
    id: 'impact end',
    keys: 'e',
    keysWhen: () => !isInTimeline() && impactOf(room) !== undefined,
    get label() {
      return impactOf(room)?.end == null ? 'End the impact now' : 'Let the impact go on'
    },
    get detail() {
      const impact = impactOf(room)
      if (!impact) return undefined
      return impact.end === null
        ? `started ${formatUtcMinute(impact.start)} UTC, open ${formatDuration(clock.now - impact.start)}`
        : `ended ${formatUtcMinute(impact.end)} UTC`
    },
    keywords: 'customer reopen end stop',
    lead: icon(Users),
    get disabled() {
      return impactOf(room) ? null : 'No impact yet'
    },
    run: () => {
      const impact = impactOf(room)
      if (impact) set(impact, impact.end === null ? room.author.clock.now() : null)
    }
  }
  const add: Action = {
    keys: 'e',
    keysWhen: () => !isInTimeline() && impactOf(room) === undefined,
    label: 'Add an impact',
    keywords: 'customer affected',
    lead: icon(Users),
    run: () => screen.addImpact()
  }
  return [toggle, add]
}

function entryActions(room: Room, timeline: TimelineState): Action[] {
  const entry = () => timeline.find(timeline.current)
  const posted = () => (entry()?.event.kind === 'entryPosted' ? entry() : undefined)
  const noEntry = 'Choose an entry of the timeline first'
  const notPosted = () => (posted() ? null : entry() ? 'Muster wrote this entry' : noEntry)
  const one = { group: 'This entry' }
  return [
    {
      ...one,
      keys: ['Enter', 'e'],
      keysWhen: isInTimeline,
      label: 'Edit the entry',
      keywords: 'text note',
      lead: icon(Pencil),
      get disabled() {
        return notPosted()
      },
      run: () => timeline.startEditing(posted()!.id)
    },
    {
      ...one,
      id: 'flag',
      keys: 'f',
      get label() {
        return entry()?.flagged ? 'Take the flag off the entry' : 'Flag the entry'
      },
      keywords: 'mark review unflag',
      lead: icon(Flag),
      get disabled() {
        return entry() ? null : noEntry
      },
      run: () => room.do(flagEntry(room.doc, room.author, entry()!.id, !entry()!.flagged))
    },
    {
      ...one,
      label: 'Change the time of the entry',
      keywords: 'move retime edit',
      lead: icon(Clock),
      get disabled() {
        return entry() ? null : noEntry
      },
      run: () => (timeline.retiming = entry()!.id)
    },
    {
      ...one,
      label: 'Take back the entry',
      keywords: 'delete remove retract',
      lead: icon(Undo2),
      get disabled() {
        return notPosted()
      },
      run: () => (timeline.retracting = posted()!.id)
    }
  ]
}

function moveActions(timeline: TimelineState, screen: RoomScreen): Action[] {
  const step = (by: 1 | -1) => () => screen.focusEntry(timeline.step(by))
  const group = 'Timeline'
  return [
    { group, keys: ['j', 'ArrowDown'], label: 'Next entry', lead: icon(ArrowDown), run: step(1) },
    { group, keys: ['k', 'ArrowUp'], label: 'Entry before', lead: icon(ArrowUp), run: step(-1) },
    {
      group,
      keys: 'End',
      label: 'Newest entry',
      keywords: 'live last bottom',
      lead: icon(ArrowDownToLine),
      run: () => screen.jumpToLive()
    },
    { group, keys: '/', label: 'Search the timeline', keywords: 'find filter', lead: icon(Search), run: () => screen.search() }
  ]
}

function viewActions(screen: RoomScreen): Action[] {
  const group = 'View'
  return [
    { group, keys: '[', label: 'Hide or show the filters', lead: icon(PanelLeft), run: () => screen.toggleFilters() },
    { group, keys: ']', label: 'Hide or show the side panel', keywords: 'details', lead: icon(PanelRight), run: () => screen.toggleSide() },
    ...SIDE_TABS.map((tab, index): Action => ({
      group,
      keys: String(index + 1),
      label: SIDE_LABELS[tab],
      keywords: 'tab details page',
      lead: icon(PanelRight),
      run: () => screen.openTab(tab)
    })),
    { group, keys: 'Escape', label: 'Close the top layer', lead: icon(X), run: () => screen.closeTop() }
  ]
}
