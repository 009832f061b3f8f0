import Copy from '@lucide/svelte/icons/copy'
import LayoutDashboard from '@lucide/svelte/icons/layout-dashboard'
import Move from '@lucide/svelte/icons/move'
import Pencil from '@lucide/svelte/icons/pencil'
import Plus from '@lucide/svelte/icons/plus'
import Presentation from '@lucide/svelte/icons/presentation'
import RotateCcw from '@lucide/svelte/icons/rotate-ccw'
import Telescope from '@lucide/svelte/icons/telescope'
import Trash from '@lucide/svelte/icons/trash'
import type { Panel } from '#shared/domain/settings/analytics.ts'
import type { IconComponent } from '../../ui/icon.ts'
import type { Action } from '../actions/action.ts'
import type { Board } from './board.svelte.ts'

const icon = (of: IconComponent) => ({ type: 'icon', icon: of }) as const
const NO_BOARD = 'No dashboard is shown'

interface Opens {
  /** The question of a panel. */
  explore: (panel: Panel) => void
  /** Without a panel: the dashboard. */
  present: (panel?: Panel) => void
}

/** What can be done with the dashboard that is shown, and with each of its panels. */
export const boardActions = (board: Board, opens: Opens): Action[] => [...wholeActions(board, opens), ...panelActions(board, opens)]

function wholeActions(board: Board, { present }: Opens): Action[] {
  const group = 'This dashboard'
  const none = () => (board.current ? null : NO_BOARD)
  return [
    {
      group,
      keys: 'e',
      get label() {
        return board.isArranging ? 'Stop editing the dashboard' : 'Edit the dashboard'
      },
      id: 'edit the dashboard',
      keywords: 'arrange move panels layout size',
      lead: icon(LayoutDashboard),
      get disabled() {
        return none()
      },
      run: () => (board.isArranging = !board.isArranging)
    },
    {
      group,
      keys: 'a',
      label: 'Add a panel',
      keywords: 'new chart figure graph question',
      lead: icon(Plus),
      get disabled() {
        return none()
      },
      run: () => (board.dialog = { type: 'panel', panel: null })
    },
    {
      group,
      keys: 'p',
      label: 'Present the dashboard',
      keywords: 'full screen wall tv fill window rotate',
      lead: icon(Presentation),
      get disabled() {
        return board.current?.panels.length ? null : 'There is no panel'
      },
      run: () => present()
    },
    {
      group,
      label: 'New dashboard',
      keywords: 'add create board',
      lead: icon(Plus),
      run: () => (board.dialog = { type: 'new', of: null })
    },
    {
      group,
      label: 'Copy the dashboard',
      keywords: 'duplicate own',
      lead: icon(Copy),
      get disabled() {
        return none()
      },
      run: () => (board.dialog = { type: 'new', of: board.current! })
    },
    {
      group,
      label: 'Rename the dashboard',
      keywords: 'name title',
      lead: icon(Pencil),
      get disabled() {
        return none()
      },
      run: () => (board.dialog = { type: 'rename', dashboard: board.current! })
    },
    {
      group,
      label: 'Remove the dashboard',
      keywords: 'delete',
      lead: icon(Trash),
      get disabled() {
        return none()
      },
      run: () => board.remove(board.current!)
    },
    {
      group,
      label: 'Bring back a removed dashboard',
      keywords: 'restore undelete undo',
      lead: icon(RotateCcw),
      get disabled() {
        return board.removed.length > 0 ? null : 'None was removed'
      },
      run: () => (board.dialog = { type: 'removed' })
    },
    {
      group,
      label: 'Put the dashboard back as shipped',
      keywords: 'reset default original',
      lead: icon(RotateCcw),
      get disabled() {
        return board.isChanged ? null : 'It does not come with Muster, or nobody changed it'
      },
      run: () => board.putBack()
    }
  ]
}

function panelActions(board: Board, { explore, present }: Opens): Action[] {
  const of = (label: string, lead: IconComponent, keywords: string, run: (panel: Panel) => void): Action => ({
    group: 'A panel',
    label,
    keywords,
    lead: icon(lead),
    get disabled() {
      return board.current?.panels.length ? null : 'There is no panel'
    },
    choices: () =>
      (board.current?.panels ?? []).map((panel) => ({
        id: `${label} ${panel.id}`,
        label: panel.title || panel.query,
        run: () => run(panel)
      })),
    run: () => undefined
  })
  return [
    of('Edit a panel', Pencil, 'question title kind', (panel) => (board.dialog = { type: 'panel', panel })),
    of('Duplicate a panel', Copy, 'copy', (panel) => board.duplicate(panel)),
    of('Remove a panel', Trash, 'delete', (panel) => board.removePanel(panel)),
    of('Move a panel earlier', Move, 'up left arrange order', (panel) => board.stepPanel(panel, -1)),
    of('Move a panel later', Move, 'down right arrange order', (panel) => board.stepPanel(panel, 1)),
    of('Make a panel wider', Move, 'size columns arrange', (panel) => board.resize(panel, 1, 0)),
    of('Make a panel narrower', Move, 'size columns arrange', (panel) => board.resize(panel, -1, 0)),
    of('Make a panel taller', Move, 'size rows higher arrange', (panel) => board.resize(panel, 0, 1)),
    of('Make a panel shorter', Move, 'size rows lower arrange', (panel) => board.resize(panel, 0, -1)),
    of('Fill the window with a panel', Presentation, 'present full screen', present),
    of('Open a panel in Explore', Telescope, 'question query', explore)
  ]
}
