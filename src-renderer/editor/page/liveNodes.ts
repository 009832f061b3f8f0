import { Node, mergeAttributes, nodeInputRule, type Attribute } from '@tiptap/core'
import type { Component } from 'svelte'
import { EVENT_ID } from '#shared/domain/clock.ts'
import { MENTION_KINDS, TIMELINE_SHOWS, TONES, type Tone } from '#shared/domain/prose/nodes.ts'
import { FILE_HASH } from '#shared/domain/prose/parseProse.ts'
import EntryCard from '#renderer/parts/page/EntryCard.svelte'
import MentionChip from '#renderer/parts/page/MentionChip.svelte'
import PageImage from '#renderer/parts/page/PageImage.svelte'
import TimelineBlock from '#renderer/parts/page/TimelineBlock.svelte'
import VariableChip from '#renderer/parts/page/VariableChip.svelte'
import type { LivePage } from '#renderer/state/page/livePage.svelte.ts'
import { svelteView, type ViewProps } from './svelteView.svelte.ts'

/* The nodes of a page beside the usual ones, under the names of shared/domain/prose/nodes.ts. */

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    callout: {
      /** Put what is selected into a box of this tone, or give the box it is in this tone. */
      setCallout: (tone: Tone) => ReturnType
      unsetCallout: () => ReturnType
    }
  }
}

/** Kept on the element as `data-<name>`; what is not allowed is the first. */
const dataAttribute = (name: string, read: (text: string | null) => unknown, initial: unknown = ''): Attribute => ({
  default: initial,
  parseHTML: (element) => read(element.getAttribute(`data-${name}`)),
  renderHTML: (attributes) => ({ [`data-${name}`]: attributes[name] as unknown })
})
const oneOf =
  (known: readonly string[]) =>
  (text: string | null): string =>
    known.find((each) => each === text) ?? known[0]!
const textUpTo =
  (max: number) =>
  (text: string | null): string =>
    (text ?? '').slice(0, max)

export const Callout = Node.create({
  name: 'callout',
  group: 'block',
  content: 'block+',
  defining: true,
  addAttributes: () => ({ tone: dataAttribute('tone', oneOf(TONES), TONES[0]) }),
  parseHTML: () => [{ tag: 'div[data-callout]' }],
  renderHTML: ({ HTMLAttributes }) => ['div', mergeAttributes(HTMLAttributes, { 'data-callout': '', class: 'callout' }), 0],
  addCommands() {
    return {
      setCallout:
        (tone) =>
        ({ commands, editor }) =>
          editor.isActive(this.name) ? commands.updateAttributes(this.name, { tone }) : commands.wrapIn(this.name, { tone }),
      unsetCallout:
        () =>
        ({ commands }) =>
          commands.lift(this.name)
    }
  }
})

const liveNode = (options: {
  name: string
  isInline: boolean
  tag: string
  attributes: Record<string, Attribute>
  isAllowed?: (element: HTMLElement) => boolean
  textOf?: (attrs: Record<string, unknown>) => string
  view: Component<ViewProps>
  live: LivePage
}) =>
  Node.create({
    name: options.name,
    group: options.isInline ? 'inline' : 'block',
    inline: options.isInline,
    atom: true,
    selectable: true,
    draggable: !options.isInline,
    addAttributes: () => options.attributes,
    parseHTML: () => [
      {
        tag: `${options.tag}[data-muster="${options.name}"]`,
        getAttrs: (element) => ((options.isAllowed?.(element) ?? true) ? null : false)
      }
    ],
    renderHTML: ({ node, HTMLAttributes }) => [
      options.tag,
      mergeAttributes(HTMLAttributes, { 'data-muster': options.name }),
      ...(options.textOf ? [options.textOf(node.attrs)] : [])
    ],
    renderText: ({ node }) => options.textOf?.(node.attrs) ?? '',
    addNodeView: () => svelteView(options.view, options.isInline ? 'span' : 'div', options.live)
  })

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const hasId = (element: HTMLElement): boolean => EVENT_ID.test(element.getAttribute('data-id') ?? '')

export const liveNodes = (live: LivePage) => [
  Callout,
  liveNode({
    name: 'mention',
    isInline: true,
    tag: 'span',
    attributes: {
      kind: dataAttribute('kind', oneOf(MENTION_KINDS), MENTION_KINDS[0]),
      id: dataAttribute('id', textUpTo(120)),
      label: dataAttribute('label', textUpTo(300))
    },
    textOf: ({ kind, label }) => `${kind === 'person' ? '@' : ''}${text(label)}`,
    view: MentionChip,
    live
  }),
  liveNode({
    name: 'variable',
    isInline: true,
    tag: 'span',
    attributes: { name: dataAttribute('name', textUpTo(100)) },
    textOf: ({ name }) => `{{${text(name)}}}`,
    view: VariableChip,
    live
  }).extend({
    addInputRules() {
      const find = /\{\{\s*([a-zA-Z][\w.-]{0,99})\s*\}\}$/
      return [nodeInputRule({ find, type: this.type, getAttributes: ([, name]) => ({ name }) })]
    }
  }),
  liveNode({
    name: 'timeline',
    isInline: false,
    tag: 'div',
    attributes: { show: dataAttribute('show', oneOf(TIMELINE_SHOWS), TIMELINE_SHOWS[0]) },
    view: TimelineBlock,
    live
  }),
  liveNode({
    name: 'entry',
    isInline: false,
    tag: 'div',
    attributes: { id: dataAttribute('id', textUpTo(60)) },
    isAllowed: hasId,
    view: EntryCard,
    live
  }),
  liveNode({
    name: 'image',
    isInline: false,
    tag: 'div',
    attributes: { hash: dataAttribute('hash', textUpTo(60)), alt: dataAttribute('alt', textUpTo(500)) },
    isAllowed: (element) => FILE_HASH.test(element.getAttribute('data-hash') ?? ''),
    view: PageImage,
    live
  })
]
