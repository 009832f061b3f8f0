import { keysOf, type ActionLayer } from './actions/action.ts'
import { isSingleCharacter, keyOf, nextStep, type KeyBinding } from './keySequence.ts'

/** A sequence begun and not ended is forgotten after this long. */
const SEQUENCE_MS = 4000

/**
 * The registry of what can be done in the window now, and its keys. A screen registers its layer while it is shown:
 * `$effect(() => keyboard.register({ title, actions }))`; palette and list of keys read the layers.
 * Single characters are silent while a text field has the focus, and when the person has turned them off (WCAG 2.1.4).
 */
class Keyboard {
  #layers = $state.raw<readonly ActionLayer[]>([])
  /** The same, read and written by effects: they must not run again because of it, and one that ends would read what was before. */
  #registered: readonly ActionLayer[] = []
  #pending = $state('')
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Set from the person's settings. */
  areLettersOn = $state(true)

  /** What was pressed so far of a sequence such as `g 12`. */
  get pending(): string {
    return this.#pending
  }

  /** Topmost first. */
  get layers(): readonly ActionLayer[] {
    return this.#layers
  }

  register(layer: ActionLayer): () => void {
    this.#setLayers(layer.isBase ? [...this.#registered, layer] : [layer, ...this.#registered])
    return () => {
      this.#setLayers(this.#registered.filter((each) => each !== layer))
      this.#setPending('')
    }
  }

  #setLayers(layers: readonly ActionLayer[]): void {
    this.#registered = layers
    this.#layers = layers
  }

  listen(target: Window): () => void {
    const onKey = (event: KeyboardEvent) => this.press(event)
    target.addEventListener('keydown', onKey)
    return () => target.removeEventListener('keydown', onKey)
  }

  press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || ['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return
    const target = event.target instanceof Element ? event.target : null
    const key = keyOf(event)
    if (isSingleCharacter(key) && (!this.areLettersOn || isTyping(target))) return
    if (ownsKey(target, key)) return
    const isInDialog = Boolean(target?.closest('[role=dialog]'))
    const layers = this.#layers.filter((layer) => Boolean(layer.isDialog) === isInDialog)
    const step = nextStep(this.#pending, key, layers.flatMap(bindingsOf))
    this.#setPending(step.pending)
    if (step.taken) event.preventDefault()
    step.fired?.binding.run(step.fired.digits)
  }

  #setPending(pending: string): void {
    clearTimeout(this.#timer)
    this.#pending = pending
    if (pending) this.#timer = setTimeout(() => (this.#pending = ''), SEQUENCE_MS)
  }
}

export const keyboard = new Keyboard()

/** A key whose action cannot be done now is taken and does nothing. */
const bindingsOf = ({ actions }: ActionLayer): KeyBinding[] =>
  actions
    .filter(({ keysWhen }) => keysWhen?.() ?? true)
    .flatMap((action) => keysOf(action).map((keys) => ({ keys, run: (digits) => action.disabled || action.run(digits) })))

const TEXT =
  'input:not([type=checkbox], [type=radio], [type=button], [type=range]), textarea, select, [contenteditable=""], [contenteditable=true]'
/** Letters also choose an item by its first letter in an open menu. */
const isTyping = (target: Element | null): boolean => Boolean(target?.closest(`${TEXT}, [role=menu]`))

/** Keys that the focused control itself answers to. */
function ownsKey(target: Element | null, key: string): boolean {
  if (!target) return false
  if (key === 'Enter' || key === 'Space')
    return target.matches(`button, a[href], summary, input, select, textarea, [role=menuitem], [contenteditable=true]`)
  // a text field undoes its own letters
  if (/^Mod\+(Shift\+)?[zy]$/.test(key)) return isTyping(target)
  if (key.startsWith('Arrow') || key === 'Home' || key === 'End' || key === 'Backspace' || key === 'Escape') return isTyping(target)
  return false
}
