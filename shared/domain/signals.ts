import * as v from 'valibot'
import { text, time } from './schema.ts'

/*
 * What machines saw, kept as it was when somebody attached it: a graph with its query and range, a monitor with its state, a link, a
 * security signal. Bounds keep one signal under about 200 KB.
 */

export const MONITOR_STATES = ['ok', 'warning', 'alert', 'noData'] as const
export type MonitorState = (typeof MONITOR_STATES)[number]

const url = v.optional(text(2_000))
/** [epoch ms, value]; null: no data then, drawn as a gap. */
const point = v.tuple([time, v.nullable(v.pipe(v.number(), v.finite()))])

export const signalSchema = v.variant('type', [
  v.object({
    type: v.literal('graph'),
    title: v.pipe(text(300), v.minLength(1)),
    query: text(5_000),
    /** The range shown, epoch ms. */
    from: time,
    to: time,
    unit: v.optional(text(40)),
    series: v.pipe(
      v.array(v.object({ name: text(300), points: v.pipe(v.array(point), v.maxLength(2_000)) })),
      v.minLength(1),
      v.maxLength(10)
    ),
    url
  }),
  v.object({
    type: v.literal('monitor'),
    title: v.pipe(text(300), v.minLength(1)),
    state: v.picklist(MONITOR_STATES),
    /** The value and threshold as its system shows them. */
    value: v.optional(text(200)),
    query: v.optional(text(5_000)),
    message: v.optional(text(5_000)),
    tags: v.optional(v.pipe(v.array(text(200)), v.maxLength(100))),
    url
  }),
  v.object({ type: v.literal('link'), title: v.pipe(text(300), v.minLength(1)), url: text(2_000) }),
  v.object({
    type: v.literal('security'),
    title: v.pipe(text(300), v.minLength(1)),
    rule: v.optional(text(300)),
    severity: v.picklist(['critical', 'high', 'medium', 'low', 'info']),
    message: v.optional(text(5_000)),
    tags: v.optional(v.pipe(v.array(text(200)), v.maxLength(100))),
    url
  })
])
export type Signal = v.InferOutput<typeof signalSchema>
export type SignalType = Signal['type']
export type GraphSignal = Extract<Signal, { type: 'graph' }>
