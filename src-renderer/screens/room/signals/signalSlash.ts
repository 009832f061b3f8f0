import ClipboardPaste from '@lucide/svelte/icons/clipboard-paste'
import type { SlashCommand } from '#renderer/state/room/slash.ts'
import { openPaste } from '#renderer/state/signals/roomDialogs.svelte.ts'

/** What "/" offers for pasting. */
export const SIGNAL_SLASH: readonly SlashCommand[] = [
  { name: 'paste', label: 'Paste', detail: 'a chat, log or table becomes entries', icon: ClipboardPaste, run: () => openPaste() }
]
