import { changeImpact, changeSeverity, changeStatus, flagEntry } from '#shared/doc/commands.ts'
import type { EntryId } from '#shared/domain/ids.ts'
import { DEFAULT_SEVERITIES, UNKNOWN_SEVERITY } from '#shared/domain/severity.ts'
import { STATUSES, STATUS_TEXT } from '#shared/domain/status.ts'
import type { KeyLayer } from '../keyboard.svelte.ts'
import type { Room } from './room.svelte.ts'
import type { TimelineState } from './timeline.svelte.ts'

/** What the keys of the room ask of its screen. */
export interface RoomScreen {
  focusEntry(id: EntryId | null): void
  jumpToLive(): void
  search(): void
  write(): void
  toggleFilters(): void
  toggleSide(): void
  openTab(tab: 'overview' | 'notes'): void
  handOver(): void
  pickSeverity(): void
  addImpact(): void
  /** Close what lies on top, or else take the filters off. */
  closeTop(): void
}

/** The keys of the war room. */
export function roomKeys(room: Room, timeline: TimelineState, screen: RoomScreen): KeyLayer {
  const step = (by: 1 | -1) => () => screen.focusEntry(timeline.step(by))
  const isInTimeline = () => document.activeElement?.closest('[role=log]') !== null && timeline.current !== null
  const edit = () => {
    const entry = timeline.find(timeline.current)
    if (entry?.event.kind === 'entryPosted') timeline.startEditing(entry.id)
  }
  const flag = () => {
    const entry = timeline.find(timeline.current)
    if (entry) room.do(flagEntry(room.doc, room.author, entry.id, !entry.flagged))
  }
  return {
    title: 'War room',
    bindings: [
      { keys: 'n', label: 'Write a note', run: () => screen.write() },
      { keys: 'j', label: 'Next entry', run: step(1) },
      { keys: 'ArrowDown', label: 'Next entry', run: step(1) },
      { keys: 'k', label: 'Entry before', run: step(-1) },
      { keys: 'ArrowUp', label: 'Entry before', run: step(-1) },
      { keys: 'Enter', label: 'Edit the entry', run: () => isInTimeline() && edit() },
      {
        keys: 'e',
        label: 'Edit the entry, or end or reopen the impact',
        run: () => (isInTimeline() ? edit() : toggleImpact(room, screen))
      },
      { keys: 'f', label: 'Flag the entry', run: flag },
      { keys: 'End', label: 'Newest entry', run: () => screen.jumpToLive() },
      { keys: '/', label: 'Search the timeline', run: () => screen.search() },
      ...STATUSES.map((status, index) => ({
        keys: `s ${index + 1}`,
        label: `Status ${STATUS_TEXT[status].label}`,
        run: () => void (room.incident.status !== status && room.do(changeStatus(room.doc, room.author, status)))
      })),
      ...DEFAULT_SEVERITIES.map(({ name }) => ({
        keys: `v ${name === UNKNOWN_SEVERITY ? '0' : name.replace('SEV-', '')}`,
        label: `Severity ${name}`,
        run: () => void (room.incident.severity !== name && room.do(changeSeverity(room.doc, room.author, name)))
      })),
      { keys: 'v Enter', label: 'Choose the severity', run: () => screen.pickSeverity() },
      { keys: 'a', label: 'Hand over to another commander', run: () => screen.handOver() },
      { keys: '[', label: 'Hide or show the filters', run: () => screen.toggleFilters() },
      { keys: ']', label: 'Hide or show the side panel', run: () => screen.toggleSide() },
      { keys: '1', label: 'Overview', run: () => screen.openTab('overview') },
      { keys: '2', label: 'Notes', run: () => screen.openTab('notes') },
      { keys: 'Escape', label: 'Close the top layer', run: () => screen.closeTop() }
    ]
  }
}

/** The latest impact that goes on ends now; with none going on, the latest one goes on again. */
function toggleImpact(room: Room, screen: RoomScreen): void {
  const { impacts } = room.incident
  const impact = impacts.findLast((each) => each.end === null) ?? impacts.at(-1)
  if (!impact) return screen.addImpact()
  room.do(changeImpact(room.doc, room.author, impact.id, { ...impact, end: impact.end === null ? room.author.clock.now() : null }))
}
