import * as v from 'valibot'
import { signalSchema, type Signal } from '../signals.ts'
import { readAlerts } from './alerts.ts'
import { readDatadog } from './datadog.ts'
import { readDetector } from './detectors.ts'
import { readPrometheus } from './prometheus.ts'
import type { Reading } from './reading.ts'
import { isObject, type Json } from './values.ts'

/** What of a text is a signal. `place`: where in the text, to find it again; '' is the whole. */
export interface ParsedSignals {
  signals: Signal[]
  problems: { place: string; reason: string }[]
}

/** Of one text, not more: each is up to 200 KB. */
export const MAX_SIGNALS = 50
export const MAX_TEXT = 20_000_000
const OWN_TYPES = new Set(['graph', 'monitor', 'link', 'security'])
const READERS: readonly ((value: Json) => Reading | undefined)[] = [readPrometheus, readAlerts, readDatadog, readDetector]
const KNOWN =
  'Known are: Muster’s own signals, answers of Prometheus to a range query, alerts of Alertmanager and Grafana, monitors, metric queries and security signals of Datadog, alerts of Falco and Suricata.'

/** Signals out of JSON (one value, or one a line) of Muster or of another system. Never throws. */
export function parseSignals(text: string): ParsedSignals {
  const parsed: ParsedSignals = { signals: [], problems: [] }
  if (text.length > MAX_TEXT)
    return { signals: [], problems: [{ place: '', reason: `It has ${text.length} characters; ${MAX_TEXT} are read.` }] }
  const trimmed = text.trim()
  if (trimmed === '') return { signals: [], problems: [{ place: '', reason: 'There is nothing in it.' }] }
  if (/^https?:\/\/\S+$/i.test(trimmed)) return { signals: [linkTo(trimmed)], problems: [] }
  const whole = parseJson(trimmed)
  if (whole.ok) take(whole.value, '', parsed, 0)
  else if (!takeLines(trimmed, parsed)) parsed.problems.push({ place: whole.place, reason: `This is no JSON: ${whole.reason}.` })
  if (parsed.signals.length > MAX_SIGNALS) {
    parsed.problems.push({ place: '', reason: `There are ${parsed.signals.length} signals; the first ${MAX_SIGNALS} are taken.` })
    parsed.signals.length = MAX_SIGNALS
  }
  return parsed
}

const linkTo = (url: string): Signal => ({ type: 'link', title: url.replace(/^https?:\/\//i, '').slice(0, 300), url: url.slice(0, 2_000) })

function takeLines(text: string, parsed: ParsedSignals): boolean {
  const lines = text.split(/\r?\n/)
  if (lines.length < 2 || !parseJson(lines[0]!).ok) return false
  lines.forEach((line, index) => {
    if (line.trim() === '') return
    const value = parseJson(line)
    if (value.ok) take(value.value, `line ${index + 1}`, parsed, 0)
    else parsed.problems.push({ place: `line ${index + 1}`, reason: `This is no JSON: ${value.reason}.` })
  })
  return true
}

const MAX_DEPTH = 3

function take(value: unknown, place: string, parsed: ParsedSignals, depth: number): void {
  if (Array.isArray(value) && depth < MAX_DEPTH) {
    if (value.length === 0) parsed.problems.push({ place, reason: 'The list is empty.' })
    value.forEach((each, index) => take(each, `${place}[${index}]`, parsed, depth + 1))
    return
  }
  if (!isObject(value)) return void parsed.problems.push({ place, reason: `This is no signal. ${KNOWN}` })
  if (Array.isArray(value['signals'])) return take(value['signals'], place ? `${place}.signals` : 'signals', parsed, depth + 1)
  const reading = typeof value['type'] === 'string' && OWN_TYPES.has(value['type']) ? readOwn(value) : firstReading(value)
  if (!reading) return void parsed.problems.push({ place, reason: `This is no signal. ${KNOWN}` })
  for (const signal of reading.signals) {
    const checked = v.safeParse(signalSchema, signal)
    if (checked.success) parsed.signals.push(checked.output)
    else parsed.problems.push({ place, reason: `${issueOf(checked.issues)}.` })
  }
  if (reading.signals.length === 0 && reading.notes.length === 0) parsed.problems.push({ place, reason: 'There is no alert in it.' })
  for (const reason of reading.notes) parsed.problems.push({ place, reason })
}

function firstReading(value: Json): Reading | undefined {
  for (const read of READERS) {
    const reading = read(value)
    if (reading) return reading
  }
  return undefined
}

function readOwn(value: Json): Reading {
  const checked = v.safeParse(signalSchema, value)
  return checked.success ? { signals: [checked.output], notes: [] } : { signals: [], notes: [`${issueOf(checked.issues)}.`] }
}

/** `series.0.points.3.1: expected a number`. */
function issueOf([issue]: readonly v.BaseIssue<unknown>[]): string {
  const path = issue?.path?.map(({ key }) => String(key)).join('.')
  return `${path ? `${path}: ` : ''}${issue?.message ?? 'It cannot be read'}`
}

type ParsedJson = { ok: true; value: unknown } | { ok: false; place: string; reason: string }

function parseJson(text: string): ParsedJson {
  try {
    return { ok: true, value: JSON.parse(text) as unknown }
  } catch (error) {
    const message = (error as Error).message
    const at = Number(/position (\d+)/.exec(message)?.[1] ?? text.length)
    const before = text.slice(0, at).split('\n')
    return { ok: false, place: `line ${before.length}, column ${before.at(-1)!.length + 1}`, reason: reasonOf(message) }
  }
}

const reasonOf = (message: string): string =>
  /end of JSON/.test(message) ? 'it ends too early' : (/^([^,(]{1,80}?)(?: in JSON|,| \()/.exec(message)?.[1] ?? 'it cannot be read').trim()
