import CalendarCheck from '@lucide/svelte/icons/calendar-check'
import ChartColumn from '@lucide/svelte/icons/chart-column'
import ClipboardList from '@lucide/svelte/icons/clipboard-list'
import FileInput from '@lucide/svelte/icons/file-input'
import Hash from '@lucide/svelte/icons/hash'
import Inbox from '@lucide/svelte/icons/square-check-big'
import Keyboard from '@lucide/svelte/icons/keyboard'
import LayoutDashboard from '@lucide/svelte/icons/layout-dashboard'
import ListIcon from '@lucide/svelte/icons/list'
import Search from '@lucide/svelte/icons/search'
import RefreshCw from '@lucide/svelte/icons/refresh-cw'
import Settings from '@lucide/svelte/icons/settings'
import Siren from '@lucide/svelte/icons/siren'
import SquareDashed from '@lucide/svelte/icons/square-dashed'
import SunMoon from '@lucide/svelte/icons/sun-moon'
import Telescope from '@lucide/svelte/icons/telescope'
import Users from '@lucide/svelte/icons/users'
import X from '@lucide/svelte/icons/x'
import type { IconComponent } from '../../ui/icon.ts'
import type { App } from '../app.svelte.ts'
import { preferences, THEMES } from '../preferences.svelte.ts'
import { cycleRegions } from '../regions.ts'
import type { Action, ActionLayer } from './action.ts'

const icon = (of: IconComponent) => ({ type: 'icon', icon: of }) as const

/** A page of the settings. */
export interface SettingsPlace {
  id: string
  label: string
  icon: IconComponent
}

/** What can be done on every screen. */
export function globalActions(app: App, settings: readonly SettingsPlace[]): ActionLayer {
  return {
    title: 'Everywhere',
    isBase: true,
    get actions() {
      return [...declareAndFind(app), ...placesToGo(app, settings), ...warRoomActions(app), ...windowActions(app)]
    }
  }
}

const declareAndFind = (app: App): Action[] => [
  {
    keys: 'd',
    label: 'Declare an incident',
    keywords: 'new create start open report',
    lead: icon(Siren),
    run: () => (app.dialog = 'declare')
  },
  {
    keys: 'Mod+Shift+k',
    label: 'Open the clipboard',
    detail: 'collected graphs, monitors and links',
    keywords: 'signals prometheus datadog paste',
    lead: icon(ClipboardList),
    run: () => (app.dialog = 'clipboard')
  },
  {
    keys: 'Mod+k',
    label: 'Search or run',
    keywords: 'palette command',
    lead: icon(Search),
    get disabled() {
      return app.palette.isOpen ? 'This is it' : null
    },
    run: () => app.palette.open()
  },
  {
    keys: 'g #',
    label: 'Go to an incident by its number',
    keywords: 'open jump IR',
    lead: icon(Hash),
    run: (digits) => (digits ? void app.goToNumber(digits) : app.palette.open('#'))
  }
]

const placesToGo = (app: App, settings: readonly SettingsPlace[]): Action[] => [
  {
    group: 'Go to',
    label: 'Incidents',
    detail: 'the list',
    keywords: 'all home',
    lead: icon(ListIcon),
    get disabled() {
      return app.route.screen === 'list' ? 'You are there' : null
    },
    run: () => app.go({ screen: 'list' })
  },
  {
    group: 'Go to',
    keys: 'g w',
    label: 'My work',
    keywords: 'inbox messages tasks due outbox',
    lead: icon(Inbox),
    get disabled() {
      return app.route.screen === 'work' ? 'You are there' : null
    },
    run: () => app.go({ screen: 'work' })
  },
  {
    group: 'Go to',
    keys: 'g a',
    label: 'Analytics',
    keywords: 'dashboard figures measures charts mttr review report',
    lead: icon(ChartColumn),
    get disabled() {
      return app.route.screen === 'analytics' && app.route.page !== 'explore' ? 'You are there' : null
    },
    run: () => app.go({ screen: 'analytics' })
  },
  {
    group: 'Go to',
    keys: 'g r',
    label: 'Weekly review',
    detail: 'walk through the incidents of a week',
    keywords: 'analytics retrospective meeting postmortem follow-ups',
    lead: icon(CalendarCheck),
    get disabled() {
      return app.route.screen === 'review' ? 'You are there' : null
    },
    run: () => app.go({ screen: 'review' })
  },
  {
    group: 'Go to',
    keys: 'g e',
    label: 'Explore',
    detail: 'ask a question of the figures',
    keywords: 'analytics query builder measure percentile chart',
    lead: icon(Telescope),
    get disabled() {
      return app.route.screen === 'analytics' && app.route.page === 'explore' ? 'You are there' : null
    },
    run: () => app.go({ screen: 'analytics', page: 'explore' })
  },
  ...app.workspace.settings.dashboards.map(({ id, name }): Action => ({
    id: `dashboard ${id}`,
    group: 'Go to',
    label: name,
    detail: 'dashboard',
    keywords: 'analytics figures',
    lead: icon(LayoutDashboard),
    run: () => app.go({ screen: 'analytics', page: id })
  })),
  {
    group: 'Go to',
    label: 'Settings',
    keywords: 'preferences configuration',
    lead: icon(Settings),
    get disabled() {
      return app.route.screen === 'settings' ? 'You are there' : null
    },
    run: () => app.go({ screen: 'settings' })
  },
  ...settings.map((place): Action => ({
    id: `settings ${place.id}`,
    group: 'Go to',
    label: place.label,
    detail: 'settings',
    lead: icon(place.icon),
    run: () => app.go({ screen: 'settings', section: place.id })
  }))
]

function warRoomActions(app: App): Action[] {
  const group = 'War room'
  const hub = () => app.status?.hub.state ?? 'none'
  return [
    {
      group,
      label: 'Host a war room',
      keywords: 'invite share lan server',
      lead: icon(Users),
      get disabled() {
        return ['none', 'hosting'].includes(hub()) ? null : 'This machine has joined one: leave it in Settings first'
      },
      run: () => (app.dialog = 'host')
    },
    {
      group,
      label: 'Join a war room',
      keywords: 'invite link connect',
      lead: icon(Users),
      get disabled() {
        return hub() === 'none' || hub() === 'refused' ? null : 'This machine is in one already'
      },
      run: () => (app.dialog = 'join')
    },
    {
      group,
      label: 'Send and fetch now',
      keywords: 'sync refresh',
      lead: icon(RefreshCw),
      get disabled() {
        return hub() === 'none' || hub() === 'hosting' ? 'This machine has not joined a war room' : null
      },
      run: () => void app.warRoom.syncNow(null)
    },
    { group, label: 'Import a file', keywords: 'incidents statuspage json', lead: icon(FileInput), run: () => (app.dialog = 'import') }
  ]
}

const THEME_WORDS = { dark: 'Dark theme', light: 'Light theme', system: 'Theme as the system' } as const

function windowActions(app: App): Action[] {
  const group = 'This window'
  const shown = () => (app.route.screen === 'incident' ? app.route.id : null)
  const themes = THEMES.map((theme): Action => ({
    group,
    label: THEME_WORDS[theme],
    keywords: 'colour appearance night day mode',
    lead: icon(SunMoon),
    get disabled() {
      return preferences.values.theme === theme ? 'It is set so already' : null
    },
    run: () => preferences.set({ theme })
  }))
  return [
    {
      group,
      keys: '?',
      label: 'All keys of this screen',
      keywords: 'help shortcuts keyboard',
      lead: icon(Keyboard),
      run: () => (app.dialog = 'keys')
    },
    ...themes,
    {
      group,
      id: 'letters',
      get label() {
        return preferences.values.areLettersOn ? 'Turn single-letter keys off' : 'Turn single-letter keys on'
      },
      keywords: 'shortcuts accessibility',
      lead: icon(Keyboard),
      run: () => preferences.set({ areLettersOn: !preferences.values.areLettersOn })
    },
    {
      group,
      label: 'Close this tab',
      lead: icon(X),
      get disabled() {
        return shown() ? null : 'No incident is open here'
      },
      run: () => app.closeTab(shown()!)
    },
    { group, keys: 'F6', label: 'Next region of the window', lead: icon(SquareDashed), run: () => cycleRegions(false) },
    { group, keys: 'Shift+F6', label: 'Previous region of the window', lead: icon(SquareDashed), run: () => cycleRegions(true) }
  ]
}
