import { lexer, type Token, type Tokens } from 'marked'
import { TONES, type Block, type Inline, type Marks, type TableCell, type TaskItem, type Tone } from './nodes.ts'
import { joinTexts } from './joinTexts.ts'
import { FILE_HASH, SAFE_HREF } from './parseProse.ts'

export interface MarkdownOptions {
  /** `{{name}}` is a variable, and a line of `{{timeline}}` or `{{timeline.flagged}}` the timeline: in templates. */
  hasVariables?: boolean
}

/**
 * A Markdown text as a page. What a page has no place for keeps its words: HTML is the text it is, an image from elsewhere a link.
 * GitHub's alerts (`> [!NOTE]`) are callouts. Total: every text is a page.
 */
export function fromMarkdown(text: string, options: MarkdownOptions = {}): Block[] {
  const clean = text.replaceAll('\u0000', '')
  let tokens: Token[]
  try {
    tokens = lexer(clean, { gfm: true })
  } catch {
    // nested deeper than the reader can follow: thousands of quotes in quotes are only signs
    return clean.split(/\n+/).flatMap((line) => paragraphs(textInlines(line, {}, options)))
  }
  return blocksOf(tokens, options)
}

const blocksOf = (tokens: readonly Token[], options: MarkdownOptions): Block[] => tokens.flatMap((token) => blockOf(token, options))

function blockOf(token: Token, options: MarkdownOptions): Block[] {
  switch (token.type) {
    case 'space':
    case 'def':
      return []
    case 'heading':
      return [{ type: 'heading', level: levelOf((token as Tokens.Heading).depth), content: inlinesOf(token.tokens ?? [], options) }]
    case 'hr':
      return [{ type: 'horizontalRule' }]
    case 'code':
      return [{ type: 'codeBlock', language: languageOf((token as Tokens.Code).lang), text: codeOf((token as Tokens.Code).text) }]
    case 'blockquote':
      return [quoteOf(token as Tokens.Blockquote, options)]
    case 'list':
      return [listOf(token as Tokens.List, options)]
    case 'table':
      return [tableOf(token as Tokens.Table, options)]
    case 'html':
      return paragraphs(textInlines((token as Tokens.HTML).text.replace(/<!--[\s\S]*?-->/g, '').trim(), {}, options))
    default:
      return proseOf(token, options)
  }
}

/** A paragraph, or what stands alone in one: a picture of the incident, the timeline. */
function proseOf(token: Token, options: MarkdownOptions): Block[] {
  const tokens = ('tokens' in token && token.tokens) || [{ type: 'text', raw: token.raw, text: token.raw } as Tokens.Text]
  const alone = tokens.length === 1 ? tokens[0]! : undefined
  if (alone?.type === 'image') {
    const hash = fileHash((alone as Tokens.Image).href)
    if (hash) return [{ type: 'image', hash, alt: unescaped((alone as Tokens.Image).text) }]
  }
  const timeline = options.hasVariables ? /^\{\{\s*timeline(\.flagged)?\s*\}\}$/.exec(token.raw.trim()) : null
  if (timeline) return [{ type: 'timeline', show: timeline[1] ? 'flagged' : 'all' }]
  return paragraphs(inlinesOf(tokens, options))
}

const paragraphs = (content: Inline[]): Block[] => (content.length === 0 ? [] : [{ type: 'paragraph', content }])

const ALERTS: Readonly<Record<string, Tone>> = { NOTE: 'note', TIP: 'note', IMPORTANT: 'decision', WARNING: 'warning', CAUTION: 'warning' }

function quoteOf({ tokens }: Tokens.Blockquote, options: MarkdownOptions): Block {
  const content = blocksOf(tokens, options)
  const first = content[0]
  const head = first?.type === 'paragraph' ? first.content[0] : undefined
  const alert = head?.type === 'text' ? /^\[!(\w+)\]\n?\s*/.exec(head.text) : null
  const tone = alert && (ALERTS[alert[1]!.toUpperCase()] ?? TONES.find((each) => each === alert[1]!.toLowerCase()))
  if (!tone || first?.type !== 'paragraph' || head?.type !== 'text') return { type: 'blockquote', content }
  const rest = [{ ...head, text: head.text.slice(alert[0].length) }, ...first.content.slice(1)].filter(
    (each, index) => each.type !== 'text' || each.text !== '' || index > 0
  )
  if (rest[0]?.type === 'hardBreak') rest.shift()
  return { type: 'callout', tone, content: [...paragraphs(rest), ...content.slice(1)] }
}

function listOf(list: Tokens.List, options: MarkdownOptions): Block {
  const isTasks = list.items.length > 0 && list.items.every(({ task }) => task)
  const contents = list.items.map((item) => itemOf(item, options))
  if (isTasks) {
    const items = list.items.map((item, index): TaskItem => ({ checked: item.checked === true, task: null, content: contents[index]! }))
    return { type: 'taskList', items }
  }
  if (list.ordered) return { type: 'orderedList', start: Math.max(1, Number(list.start) || 1), items: contents }
  return { type: 'bulletList', items: contents }
}

/** An item always has a line to write on. */
function itemOf(item: Tokens.ListItem, options: MarkdownOptions): Block[] {
  const content = blocksOf(
    item.tokens.filter(({ type }) => type !== 'checkbox'),
    options
  )
  return content.length > 0 && content[0]!.type === 'paragraph' ? content : [{ type: 'paragraph', content: [] }, ...content]
}

function tableOf({ header, rows }: Tokens.Table, options: MarkdownOptions): Block {
  const cells = (row: readonly Tokens.TableCell[], isHeader: boolean): TableCell[] =>
    row.map(({ tokens }) => ({
      isHeader,
      colspan: 1,
      rowspan: 1,
      content: [{ type: 'paragraph', content: inlinesOf(tokens, options) }]
    }))
  return { type: 'table', rows: [cells(header, true), ...rows.map((row) => cells(row, false))] }
}

const inlinesOf = (tokens: readonly Token[], options: MarkdownOptions, marks: Marks = {}): Inline[] =>
  joinTexts(tokens.flatMap((token) => inlineOf(token, options, marks)))

function inlineOf(token: Token, options: MarkdownOptions, marks: Marks): Inline[] {
  const inside = (more: Marks) => inlinesOf(('tokens' in token && token.tokens) || [], options, { ...marks, ...more })
  switch (token.type) {
    case 'strong':
      return inside({ bold: true })
    case 'em':
      return inside({ italic: true })
    case 'del':
      return inside({ strike: true })
    case 'codespan':
      return textInlines((token as Tokens.Codespan).text, { ...marks, code: true }, {})
    case 'checkbox':
      return []
    case 'br':
      return [{ type: 'hardBreak' }]
    case 'link': {
      const { href } = token as Tokens.Link
      return SAFE_HREF.test(href) ? inside({ href }) : inside({})
    }
    case 'image': {
      const { href, text } = token as Tokens.Image
      return textInlines(unescaped(text) || href, SAFE_HREF.test(href) ? { ...marks, href } : marks, {})
    }
    case 'html':
      return /^<br\s*\/?>$/i.test(token.raw.trim()) ? [{ type: 'hardBreak' }] : textInlines(token.raw, marks, options)
    case 'text':
    case 'escape':
      if ('tokens' in token && token.tokens) return inside({})
      return textInlines((token as Tokens.Text).text, marks, options)
    default:
      return textInlines(token.raw, marks, options)
  }
}

const VARIABLE = /\{\{\s*([a-zA-Z][\w.-]{0,99})\s*\}\}/

/** Line breaks inside a paragraph are those of the file: a space. */
function textInlines(text: string, marks: Marks, { hasVariables }: MarkdownOptions): Inline[] {
  const inlines: Inline[] = []
  const parts = hasVariables ? text.split(VARIABLE) : [text]
  parts.forEach((part, index) => {
    if (index % 2 === 1) inlines.push({ type: 'variable', name: part })
    else if (part !== '') inlines.push({ type: 'text', text: part.toWellFormed(), marks })
  })
  return inlines
}

/** The words of an image come as they were written. */
const unescaped = (text: string): string => text.replace(/\\([!-/:-@[-`{-~])/g, '$1')
const levelOf = (depth: number): 1 | 2 | 3 => (depth <= 1 ? 1 : depth === 2 ? 2 : 3)
/** An empty block comes as a line break. */
const codeOf = (text: string): string => (text === '\n' ? '' : text)
const languageOf = (lang: string | undefined): string => /^[\w+#.-]{1,40}/.exec(lang ?? '')?.[0] ?? ''
const fileHash = (href: string): string | undefined => {
  const hash = /^file:(.+)$/.exec(href)?.[1]
  return hash && FILE_HASH.test(hash) ? hash : undefined
}
