import ArrowLeftRight from '@lucide/svelte/icons/arrow-left-right'
import ChevronLeft from '@lucide/svelte/icons/chevron-left'
import ChevronRight from '@lucide/svelte/icons/chevron-right'
import Clock from '@lucide/svelte/icons/clock'
import Play from '@lucide/svelte/icons/play'
import type { IconComponent } from '../../ui/icon.ts'
import type { ActionLayer, Lead } from '../actions/action.ts'
import type { TimeMachine } from './timeMachine.svelte.ts'

const icon = (each: IconComponent): Lead => ({ type: 'icon', icon: each })

/** What can be done while the incident is looked at as it was. `toggle` plays or pauses. */
export const momentActions = (machine: TimeMachine, toggle: () => void): ActionLayer => ({
  title: 'Time machine',
  get actions() {
    return [
      { keys: 'r', label: machine.isPlaying ? 'Pause the replay' : 'Replay', lead: icon(Play), run: toggle },
      { keys: ['j', 'ArrowDown'], label: 'To the next step', lead: icon(ChevronRight), run: () => machine.step(1) },
      { keys: ['k', 'ArrowUp'], label: 'To the step before', lead: icon(ChevronLeft), run: () => machine.step(-1) },
      {
        keys: 'c',
        label: machine.compared === null ? 'Compare with now' : 'Stop comparing',
        lead: icon(ArrowLeftRight),
        run: () =>
          machine.compared === null ? machine.compare(machine.at ?? machine.from, Date.now()) : machine.seek(machine.at ?? machine.from)
      },
      { keys: ['End', 'Escape'], label: 'Back to now', lead: icon(Clock), run: () => machine.close() }
    ]
  }
})
