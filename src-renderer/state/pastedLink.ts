import { followLink, readLink } from './room/entryLink.ts'

const TEXT = 'input, textarea, select, [contenteditable=""], [contenteditable=true]'

/** A link to an incident or an entry, pasted anywhere but into a text, leads there: also one copied on another machine. */
export function followPastedLinks(signal: AbortSignal): void {
  const onPaste = (event: ClipboardEvent) => {
    if (event.defaultPrevented || (event.target instanceof Element && event.target.closest(TEXT))) return
    const link = readLink(event.clipboardData?.getData('text/plain') ?? '')
    if (!link) return
    event.preventDefault()
    followLink(link)
  }
  addEventListener('paste', onPaste, { signal })
}
