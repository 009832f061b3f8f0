/*
 * Keys and short sequences of keys, as plain data. A binding's `keys` are steps with spaces between: `d`, `s 2`, `Mod+Enter`,
 * `ArrowDown`; a last step `#` takes digits until Enter: `g #`. Printable keys are written as they come (`?`, `[`), letters small.
 */
export interface KeyBinding {
  keys: string
  run: (digits: string) => void
}

export interface KeyStep {
  /** What was pressed so far of a sequence, for the person to see; empty: nothing pending. */
  pending: string
  fired?: { binding: KeyBinding; digits: string }
  /** The key meant something here: the page must not act on it, too. */
  taken: boolean
}

/** A key as bindings write it: `d`, `?`, `Mod+Enter`, `Mod+Shift+z`. Shift counts only where the key prints nothing. */
export function keyOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  const key = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toLowerCase() : event.key
  const hasMod = event.ctrlKey || event.metaKey
  const shift = event.shiftKey && (event.key.length > 1 || (hasMod && /[a-z]/.test(key))) ? 'Shift+' : ''
  return `${hasMod ? 'Mod+' : ''}${event.altKey ? 'Alt+' : ''}${shift}${key}`
}

/** One printed character without Mod or Alt: what must stay silent while a person types. */
export const isSingleCharacter = (key: string): boolean => key.length === 1 || key === 'Space'

/** What `key` means after `pending`. Earlier bindings win, so put the topmost layer first. */
export function nextStep(pending: string, key: string, bindings: readonly KeyBinding[]): KeyStep {
  const digits = takeDigits(pending, key, bindings)
  if (digits) return digits
  const pressed = pending ? `${pending} ${key}` : key
  const hit = bindings.find((binding) => binding.keys === pressed)
  if (hit) return { pending: '', fired: { binding: hit, digits: '' }, taken: true }
  if (bindings.some((binding) => binding.keys.startsWith(`${pressed} `))) return { pending: pressed, taken: true }
  if (pending === '') return { pending: '', taken: false }
  // not part of the sequence: forget it and let the key mean what it means alone
  return key === 'Escape' ? { pending: '', taken: true } : nextStep('', key, bindings)
}

function takeDigits(pending: string, key: string, bindings: readonly KeyBinding[]): KeyStep | undefined {
  const [first, typed = ''] = pending.split(' ')
  const binding = pending ? bindings.find((each) => each.keys === `${first} #`) : undefined
  if (!binding || !/^\d*$/.test(typed)) return undefined
  if (/^\d$/.test(key)) return { pending: `${first} ${typed}${key}`, taken: true }
  if (key === 'Backspace' && typed) return { pending: `${first} ${typed.slice(0, -1)}`.trim(), taken: true }
  if (key === 'Enter' && typed) return { pending: '', fired: { binding, digits: typed }, taken: true }
  return undefined
}
