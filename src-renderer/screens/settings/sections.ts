import type { Component } from 'svelte'
import ChartColumn from '@lucide/svelte/icons/chart-column'
import CircleDot from '@lucide/svelte/icons/circle-dot'
import FormIcon from '@lucide/svelte/icons/text-cursor-input'
import History from '@lucide/svelte/icons/history'
import Monitor from '@lucide/svelte/icons/monitor'
import Shapes from '@lucide/svelte/icons/shapes'
import Signal from '@lucide/svelte/icons/signal'
import SlidersHorizontal from '@lucide/svelte/icons/sliders-horizontal'
import Mail from '@lucide/svelte/icons/mail'
import Megaphone from '@lucide/svelte/icons/megaphone'
import NotebookText from '@lucide/svelte/icons/notebook-text'
import Users from '@lucide/svelte/icons/users'
import type { IncidentType } from '#shared/domain/settings/settings.ts'
import type { App } from '#renderer/state/app.svelte.ts'
import type { IconComponent } from '#renderer/ui/icon.ts'
import ChangesPage from './ChangesPage.svelte'
import FieldsPage from './fields/FieldsPage.svelte'
import FiguresPage from './FiguresPage.svelte'
import GeneralPage from './GeneralPage.svelte'
import MachinePage from './MachinePage.svelte'
import PostmortemsPage from './postmortems/PostmortemsPage.svelte'
import RolesPage from './RolesPage.svelte'
import RulesPage from './rules/RulesPage.svelte'
import TemplatesPage from './rules/TemplatesPage.svelte'
import SeveritiesPage from './SeveritiesPage.svelte'
import StatusesPage from './StatusesPage.svelte'
import TypesPage from './TypesPage.svelte'

/** `type`: the incident type the page is about; for pages of another scope the default one. */
export interface SectionProps {
  app: App
  type: IncidentType
}

export interface SettingsSection {
  /** In the address: `#settings/<id>`, for pages of a type `#settings/<id>/<type>`. */
  id: string
  label: string
  icon: IconComponent
  /** machine: kept on this machine. workspace: shared with everybody. type: shared, and each incident type has its own. */
  scope: 'machine' | 'workspace' | 'type'
  component: Component<SectionProps>
}

/* The pages of the settings, in the order of the list at the left. One line makes a page reachable by its address and in the list. */
export const SECTIONS: readonly SettingsSection[] = [
  { id: 'machine', label: 'You and this machine', icon: Monitor, scope: 'machine', component: MachinePage },
  { id: 'types', label: 'Incident types', icon: Shapes, scope: 'workspace', component: TypesPage },
  { id: 'figures', label: 'Figures', icon: ChartColumn, scope: 'workspace', component: FiguresPage },
  { id: 'changes', label: 'Changes', icon: History, scope: 'workspace', component: ChangesPage },
  { id: 'general', label: 'General', icon: SlidersHorizontal, scope: 'type', component: GeneralPage },
  { id: 'fields', label: 'Fields', icon: FormIcon, scope: 'type', component: FieldsPage },
  { id: 'severities', label: 'Severities', icon: Signal, scope: 'type', component: SeveritiesPage },
  { id: 'statuses', label: 'Statuses', icon: CircleDot, scope: 'type', component: StatusesPage },
  { id: 'roles', label: 'Roles', icon: Users, scope: 'type', component: RolesPage },
  { id: 'templates', label: 'Templates', icon: Mail, scope: 'type', component: TemplatesPage },
  { id: 'postmortems', label: 'Postmortems', icon: NotebookText, scope: 'type', component: PostmortemsPage },
  { id: 'rules', label: 'Rules', icon: Megaphone, scope: 'type', component: RulesPage }
]

export const findSection = (id: string | undefined): SettingsSection => SECTIONS.find((section) => section.id === id) ?? SECTIONS[0]!
