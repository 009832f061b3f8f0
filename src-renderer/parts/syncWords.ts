import type { CoreStatus } from '#shared/bridge/warRoomApi.ts'
import { formatCount, plural } from './format.ts'

/** What the badge says about the whole machine. Never more than the core knows. */
export interface SyncWords {
  kind: 'local' | 'shared' | 'sending' | 'offline' | 'refused' | 'fault' | 'unknown'
  text: string
  /** Quieter, after the text. */
  detail: string
  /** For a narrow screen. */
  short: string
}

/** `isLost`: the core is gone, so what it said last is not known to hold. */
export function syncWords(status: CoreStatus | null, isLost = false): SyncWords {
  if (isLost) return { kind: 'fault', text: 'Not saved', detail: '', short: 'Not saved' }
  if (!status) return { kind: 'unknown', text: 'Asking the core', detail: '', short: '' }
  const { hub } = status
  const here = `${formatCount(hub.seats)} here`
  const kept = hub.waiting > 0 ? `${plural(hub.waiting, 'change')} saved here` : 'nothing waiting'
  if (status.fault) return { kind: 'fault', text: 'Not saved', detail: '', short: 'Not saved' }
  switch (hub.state) {
    case 'none':
      return { kind: 'local', text: 'On this machine only', detail: '', short: 'This machine' }
    case 'connecting':
      return {
        kind: 'offline',
        text: `Connecting · ${kept}`,
        detail: '',
        short: hub.waiting ? `${formatCount(hub.waiting)} saved here` : 'Connecting'
      }
    case 'offline':
      return {
        kind: 'offline',
        text: `Offline · ${kept}`,
        detail: '',
        short: hub.waiting ? `${formatCount(hub.waiting)} saved here` : 'Offline'
      }
    case 'refused':
      return { kind: 'refused', text: `Not let in · ${kept}`, detail: '', short: 'Not let in' }
    case 'hosting':
      return hub.waiting > 0
        ? sending(hub.waiting)
        : { kind: 'shared', text: 'Hosting', detail: here, short: `Hosting ${formatCount(hub.seats)}` }
    case 'online':
      return hub.waiting > 0
        ? sending(hub.waiting)
        : { kind: 'shared', text: 'Synced', detail: here, short: `Synced ${formatCount(hub.seats)}` }
  }
}

const sending = (count: number): SyncWords => ({
  kind: 'sending',
  text: `Sending ${formatCount(count)}`,
  detail: '',
  short: `Sending ${formatCount(count)}`
})
