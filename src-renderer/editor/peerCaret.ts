import './peer.css'

/** What an editor needs to draw somebody. `colour` is any CSS colour: a token, so that it follows this window's theme. */
export interface Painted {
  name: string
  colour: string
}

/**
 * The caret of somebody else: a bar in their colour with their first name. Built without style attributes, which the content
 * security policy forbids, and outside the accessibility tree, which would read it into the text.
 * `atEnd`: nothing stands to its right, so the name may stay there.
 */
export function drawCaret(person: Painted, atEnd: boolean): HTMLElement {
  const caret = document.createElement('span')
  caret.className = atEnd ? 'peer end' : 'peer'
  caret.style.setProperty('--pc', person.colour)
  caret.setAttribute('aria-hidden', 'true')
  const label = document.createElement('b')
  label.textContent = firstName(person.name)
  caret.append(label)
  return caret
}

/** Attributes of a selection of somebody else. Both editors set `style` through the CSS object model. */
export const selectionAttributes = (person: Painted): { class: string; style: string } => ({
  class: 'psel',
  style: `--pc: ${person.colour}`
})

const firstName = (name: string): string => name.trim().split(/\s+/)[0] ?? ''
