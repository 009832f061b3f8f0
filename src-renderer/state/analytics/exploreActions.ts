import ChartColumn from '@lucide/svelte/icons/chart-column'
import LayoutDashboard from '@lucide/svelte/icons/layout-dashboard'
import Link from '@lucide/svelte/icons/link'
import Pencil from '@lucide/svelte/icons/pencil'
import Terminal from '@lucide/svelte/icons/terminal'
import { PANEL_KINDS, type PanelKind } from '#shared/domain/settings/analytics.ts'
import type { ActionLayer } from '../actions/action.ts'
import { KIND_WORDS } from './explore.ts'

export interface ExploreDoes {
  write: () => void
  copyLink: () => void
  copyCommand: () => void
  addToDashboard: () => void
  chooseKind: (kind: PanelKind) => void
  leave: () => void
}

/** What can be done with a question of one's own. */
export const exploreActions = ({ write, copyLink, copyCommand, addToDashboard, chooseKind, leave }: ExploreDoes): ActionLayer => ({
  title: 'Explore',
  actions: [
    { keys: '/', label: 'Write the question', keywords: 'text query edit', lead: { type: 'icon', icon: Pencil }, run: write },
    {
      label: 'Show the answer as',
      keywords: 'chart kind panel table lines bars heat map distribution',
      lead: { type: 'icon', icon: ChartColumn },
      choices: () => PANEL_KINDS.map((kind) => ({ id: `explore ${kind}`, label: KIND_WORDS[kind], run: () => chooseKind(kind) })),
      run: () => undefined
    },
    {
      keys: 'a',
      label: 'Add this question to a dashboard',
      keywords: 'panel save pin',
      lead: { type: 'icon', icon: LayoutDashboard },
      run: addToDashboard
    },
    { label: 'Copy a link to this question', keywords: 'share address url', lead: { type: 'icon', icon: Link }, run: copyLink },
    {
      label: 'Copy this question as a command',
      keywords: 'terminal shell muster analytics',
      lead: { type: 'icon', icon: Terminal },
      run: copyCommand
    },
    { keys: 'Escape', label: 'Close what is looked into, or go back to the dashboards', run: leave }
  ]
})
