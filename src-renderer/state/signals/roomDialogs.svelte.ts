import type { Signal } from '#shared/domain/signals.ts'

/** What lies open over the room that is shown: opened from the composer, the side panel and the palette. */
class RoomDialogs {
  paste = $state.raw<{ text: string; onposted?: () => void } | null>(null)
  isSignalOpen = $state(false)
  /** Puts a signal into the clipboard; says what became of it. */
  collect: (signal: Signal) => Promise<string> = () => Promise.resolve('There is no clipboard here.')
}

export const roomDialogs = new RoomDialogs()
export const openPaste = (text = '', onposted?: () => void): void => void (roomDialogs.paste = { text, ...(onposted ? { onposted } : {}) })
export const openSignalForm = (): void => void (roomDialogs.isSignalOpen = true)
export const collectSignal = (signal: Signal): Promise<string> => roomDialogs.collect(signal)
