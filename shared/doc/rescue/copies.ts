import * as Y from 'yjs'
import type { Units } from './lost.ts'

/** Of a block that is gone, what is `isLost`, to be put in again. */
export function copyOf(from: Y.XmlElement, isLost: Units, name = from.nodeName): Y.XmlElement {
  const copy = new Y.XmlElement(name)
  // what another kind of item would not know
  if (name === from.nodeName) for (const [key, value] of attributesOf(from)) copy.setAttribute(key, value as string)
  const children = childrenOf(from, isLost)
  if (children.length > 0) copy.insert(0, children)
  return copy
}

/** Its texts as paragraphs: for where the block itself may not stand. */
export function paragraphsOf(from: Y.XmlElement, isLost: Units): Y.XmlElement[] {
  const paragraphs: Y.XmlElement[] = []
  for (let item = from._start; item; item = item.right) {
    const type = typeIn(item)
    if (!type || !isLost(item.id.client, item.id.clock)) continue
    if (type instanceof Y.XmlElement) paragraphs.push(...paragraphsOf(type, isLost))
    else if (type instanceof Y.XmlText) paragraphs.push(...textParagraph(textCopy(type, isLost)))
  }
  return paragraphs
}

/** A paragraph of this text; none of no text. */
export function textParagraph(delta: Insert[]): Y.XmlElement[] {
  if (!delta.some(({ insert }) => insert.trim() !== '')) return []
  const paragraph = new Y.XmlElement('paragraph')
  const text = new Y.XmlText()
  text.applyDelta(delta)
  paragraph.insert(0, [text])
  return [paragraph]
}

export interface Insert {
  insert: string
  attributes?: Record<string, unknown>
}

function childrenOf(from: Y.XmlElement, isLost: Units): (Y.XmlElement | Y.XmlText)[] {
  const children: (Y.XmlElement | Y.XmlText)[] = []
  for (let item = from._start; item; item = item.right) {
    const type = typeIn(item)
    if (!type || !isLost(item.id.client, item.id.clock)) continue
    if (type instanceof Y.XmlElement) children.push(copyOf(type, isLost))
    else if (type instanceof Y.XmlText) {
      const text = new Y.XmlText()
      text.applyDelta(textCopy(type, isLost))
      children.push(text)
    }
  }
  return children
}

/** Its lost letters with how they were dressed. */
function textCopy(from: Y.XmlText, isLost: Units): Insert[] {
  const delta: Insert[] = []
  const attributes: Record<string, unknown> = {}
  for (let item = from._start; item; item = item.right) {
    const { content, id } = item
    if (content instanceof Y.ContentFormat) attributes[content.key] = content.value
    if (!(content instanceof Y.ContentString)) continue
    const letters = content.str
      .split('')
      .filter((_, n) => isLost(id.client, id.clock + n))
      .join('')
    if (letters !== '') delta.push({ insert: letters, attributes: { ...attributes } })
  }
  return delta
}

const typeIn = ({ content }: Y.Item): Y.AbstractType<unknown> | undefined => (content instanceof Y.ContentType ? content.type : undefined)

/** Of an element that is deleted: `getAttributes` gives none. */
function attributesOf(from: Y.XmlElement): [string, unknown][] {
  return [...from._map].flatMap(([key, item]) =>
    item.content instanceof Y.ContentAny ? [[key, item.content.arr.at(-1)] as [string, unknown]] : []
  )
}
