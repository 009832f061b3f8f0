import type { PastedEntry } from './types.ts'

/* Messages of Slack as JSON: an array, `{ "messages": […] }`, or one object a line. */

interface Message {
  ts: number
  text: string
  author?: string
}

const MENTION = /<([@#!])([A-Z0-9]{2,20})(?:\|([^<>]{1,80}))?>/g
const LINK = /<((?:https?:\/\/|mailto:)[^<>|\s]{1,2000})(?:\|([^<>]{1,300}))?>/g
const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' }

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const textIn = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() !== '' ? value : undefined)

export interface ReadJson {
  entries: PastedEntry[]
  /** Place from 1 among the messages, and why. */
  notTaken: { line: number; text: string; reason: string }[]
}

/** undefined: the text is not JSON of messages. */
export function readSlackJson(text: string): ReadJson | undefined {
  if (!/^\s*[[{]/.test(text.slice(0, 200))) return undefined
  const list = listOf(text)
  if (!list) return undefined
  const read: ReadJson = { entries: [], notTaken: [] }
  list.forEach((item, index) => {
    const message = readMessage(item)
    if (typeof message === 'string')
      read.notTaken.push({ line: index + 1, text: JSON.stringify(item)?.slice(0, 200) ?? '', reason: message })
    else
      read.entries.push({
        at: message.ts,
        text: message.text,
        ...(message.author ? { author: message.author } : {}),
        doubts: [],
        line: index + 1
      })
  })
  // Slack exports a channel newest first as often as oldest first
  read.entries.sort((a, b) => a.at - b.at || a.line - b.line)
  return read.entries.length > 0 ? read : undefined
}

function listOf(text: string): unknown[] | undefined {
  const whole = parse(text)
  if (Array.isArray(whole)) return whole
  if (isRecord(whole)) return Array.isArray(whole['messages']) ? whole['messages'] : 'ts' in whole ? [whole] : undefined
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const first = parse(lines[0] ?? '')
  return isRecord(first) && 'ts' in first ? lines.map((line) => parse(line) ?? line) : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function readMessage(item: unknown): Message | string {
  if (!isRecord(item)) return 'it is no message'
  const seconds = Number(item['ts'])
  if (!Number.isFinite(seconds) || seconds <= 0 || seconds > 4e9) return 'it has no time (ts)'
  const text = textIn(item['text']) ?? attachmentText(item)
  if (!text) return 'it has no text'
  return { ts: Math.round(seconds * 1000), text: plain(text), author: authorOf(item) }
}

function attachmentText({ attachments }: Record<string, unknown>): string | undefined {
  const texts = Array.isArray(attachments)
    ? attachments.filter(isRecord).map((each) => textIn(each['fallback']) ?? textIn(each['text']))
    : []
  return texts.filter(Boolean).join('\n') || undefined
}

function authorOf({ user_profile, bot_profile, username, user }: Record<string, unknown>): string | undefined {
  const profile = isRecord(user_profile) ? user_profile : isRecord(bot_profile) ? bot_profile : {}
  const name =
    textIn(profile['real_name']) ?? textIn(profile['display_name']) ?? textIn(profile['name']) ?? textIn(username) ?? textIn(user)
  return name?.trim().slice(0, 100)
}

const plain = (text: string): string =>
  text
    .replace(LINK, (_all, url: string, label?: string) => (label ? `[${label}](${url})` : url))
    .replace(MENTION, (_all, sign: string, id: string, label?: string) => `${sign === '#' ? '#' : '@'}${label ?? id}`)
    .replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity]!)
    .trim()
