import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as v from 'valibot'
import { MAX_SIGNALS, parseSignals } from '#shared/domain/foreignSignals/parseSignals.ts'
import { MAX_POINTS, MAX_SERIES, thin, type Point } from '#shared/domain/foreignSignals/series.ts'
import { parseSeriesCsv } from '#shared/domain/foreignSignals/seriesCsv.ts'
import { signalSchema, type GraphSignal, type Signal } from '#shared/domain/signals.ts'

const AT = 1_713_182_584
const read = (value: unknown) => parseSignals(typeof value === 'string' ? value : JSON.stringify(value))
const graphOf = (value: unknown): GraphSignal => read(value).signals[0] as GraphSignal

const matrix = (result: unknown[]) => ({ status: 'success', data: { resultType: 'matrix', result } })
const alert = {
  status: 'firing',
  labels: { alertname: 'PaySlow', service: 'checkout', severity: 'critical' },
  annotations: { summary: 'p99 of pay is 4.2 s', description: 'It was 0.3 s.' },
  startsAt: '2026-11-23T06:19:01.5Z',
  generatorURL: 'https://prom.example/graph?g0.expr=x'
}
const securitySignal = {
  type: 'signal',
  id: 'AQ',
  attributes: {
    message: 'Somebody tried 400 passwords',
    tags: ['security:attack', 'env:prod'],
    timestamp: '2026-01-02T09:42:36.320Z',
    custom: { status: 'high', workflow: { rule: { id: 'r', name: 'Brute force by user' } } }
  }
}

const FOREIGN: [string, unknown, Signal[]][] = [
  [
    'alerts of Alertmanager and Grafana',
    {
      status: 'firing',
      alerts: [
        alert,
        { ...alert, status: 'resolved', values: { B: 44.5 } },
        { ...alert, labels: { severity: 'warning' }, annotations: { description: 'only this' } }
      ]
    },
    [
      {
        type: 'monitor',
        title: 'p99 of pay is 4.2 s',
        state: 'alert',
        message: 'It was 0.3 s.',
        tags: ['alertname:PaySlow', 'service:checkout', 'severity:critical'],
        url: 'https://prom.example/graph?g0.expr=x'
      },
      {
        type: 'monitor',
        title: 'p99 of pay is 4.2 s',
        state: 'ok',
        value: 'B = 44.5',
        message: 'It was 0.3 s.',
        tags: ['alertname:PaySlow', 'service:checkout', 'severity:critical'],
        url: 'https://prom.example/graph?g0.expr=x'
      },
      {
        type: 'monitor',
        title: 'only this',
        state: 'warning',
        message: 'only this',
        tags: ['severity:warning'],
        url: 'https://prom.example/graph?g0.expr=x'
      }
    ]
  ],
  [
    'a monitor of Datadog',
    [
      {
        id: 1,
        name: 'Latency of pay',
        overall_state: 'Warn',
        query: 'avg(last_1m):x > 0.2',
        message: 'look',
        tags: ['team:pay'],
        options: { thresholds: { critical: 0.2 } }
      }
    ],
    [
      {
        type: 'monitor',
        title: 'Latency of pay',
        state: 'warning',
        value: 'threshold: critical 0.2',
        query: 'avg(last_1m):x > 0.2',
        message: 'look',
        tags: ['team:pay']
      }
    ]
  ],
  [
    'a metric query of Datadog (v1)',
    {
      status: 'ok',
      resp_version: 1,
      query: 'avg:pay.time{*}',
      from_date: AT * 1000,
      to_date: (AT + 60) * 1000,
      series: [
        {
          metric: 'pay.time',
          scope: 'env:prod',
          pointlist: [
            [AT * 1000, 1.5],
            [(AT + 30) * 1000, null]
          ],
          unit: [{ short_name: 'ms' }, null]
        }
      ]
    },
    [
      {
        type: 'graph',
        title: 'pay.time',
        query: 'avg:pay.time{*}',
        from: AT * 1000,
        to: (AT + 60) * 1000,
        unit: 'ms',
        series: [
          {
            name: 'env:prod',
            points: [
              [AT * 1000, 1.5],
              [(AT + 30) * 1000, null]
            ]
          }
        ]
      }
    ]
  ],
  [
    'a metric query of Datadog (v2)',
    {
      data: {
        type: 'timeseries_response',
        attributes: {
          series: [{ group_tags: ['env:prod'], query_index: 0, unit: [{ name: 'byte' }, { name: 'second' }] }],
          times: [AT * 1000, (AT + 30) * 1000],
          values: [[1, null]]
        }
      }
    },
    [
      {
        type: 'graph',
        title: 'Datadog query',
        query: '',
        from: AT * 1000,
        to: (AT + 30) * 1000,
        unit: 'byte/second',
        series: [
          {
            name: 'env:prod',
            points: [
              [AT * 1000, 1],
              [(AT + 30) * 1000, null]
            ]
          }
        ]
      }
    ]
  ],
  [
    'a security signal of Datadog',
    { data: [securitySignal] },
    [
      {
        type: 'security',
        title: 'Brute force by user',
        rule: 'Brute force by user',
        severity: 'high',
        message: 'Somebody tried 400 passwords',
        tags: ['security:attack', 'env:prod']
      }
    ]
  ],
  [
    'an alert of Falco',
    { rule: 'Write below binary dir', priority: 'Error', output: 'touch /bin/x', hostname: 'web-1', tags: ['mitre'] },
    [
      {
        type: 'security',
        title: 'Write below binary dir',
        rule: 'Write below binary dir',
        severity: 'high',
        message: 'touch /bin/x',
        tags: ['mitre', 'host:web-1']
      }
    ]
  ],
  [
    'an alert of Suricata',
    {
      event_type: 'alert',
      src_ip: '10.0.0.1',
      src_port: 1,
      dest_ip: '10.0.0.2',
      dest_port: 80,
      proto: 'TCP',
      alert: { signature: 'Odd POST', signature_id: 2018, severity: 2, action: 'allowed' }
    },
    [
      {
        type: 'security',
        title: 'Odd POST',
        rule: '2018',
        severity: 'medium',
        message: 'TCP 10.0.0.1:1 → 10.0.0.2:80',
        tags: ['action:allowed']
      }
    ]
  ]
]

describe('What another system gives', () => {
  it.each(FOREIGN)('I41 %s becomes our own signals', (_what, value, signals) => {
    expect(read(value)).toEqual({ signals, problems: [] })
  })

  it('I42 a range query of Prometheus becomes a graph; what its series have in common names it, what tells them apart names them', () => {
    const { signals, problems } = read(
      matrix([
        {
          metric: { __name__: 'cpu', job: 'node', mode: 'idle' },
          values: [
            [AT, '1.5'],
            [AT + 5, 'NaN'],
            [AT + 10, '+Inf']
          ]
        },
        { metric: { __name__: 'cpu', job: 'node', mode: 'user' }, values: [[AT, '0.5']] }
      ])
    )
    expect(problems).toEqual([])
    expect(signals).toEqual([
      {
        type: 'graph',
        title: 'cpu{job="node"}',
        query: 'cpu{job="node"}',
        from: AT * 1000,
        to: (AT + 10) * 1000,
        series: [
          {
            name: 'mode=idle',
            points: [
              [AT * 1000, 1.5],
              [(AT + 5) * 1000, null],
              [(AT + 10) * 1000, null]
            ]
          },
          { name: 'mode=user', points: [[AT * 1000, 0.5]] }
        ]
      }
    ])
  })

  it('I43 our own signals come back as they went, alone, in a list, in a file of signals and line by line', () => {
    const own = FOREIGN.flatMap(([, , signals]) => signals)
    expect(read({ signals: own }).signals).toEqual(own)
    expect(read(own).signals).toEqual(own)
    expect(read(own.map((signal) => JSON.stringify(signal)).join('\n')).signals).toEqual(own)
    expect(read('https://graphs.example/d/1').signals).toEqual([
      { type: 'link', title: 'graphs.example/d/1', url: 'https://graphs.example/d/1' }
    ])
  })

  it.each([
    ['', '', 'There is nothing in it.'],
    ['{"type":"graph",\n  "title" "x"}', 'line 2, column 11', 'This is no JSON'],
    ['{"type":', 'line 1, column 9', 'it ends too early'],
    ['{"type":"link","title":"a","url":"https://a.example"}\n{"type":"monitor"', 'line 2', 'This is no JSON'],
    ['[{"type":"monitor","title":"a","state":"burning"}]', '[0]', 'state: '],
    ['{"a":1}', '', 'This is no signal. Known are: Muster’s own signals'],
    ['[[{"type":"link"}]]', '[0][0]', 'title: '],
    [JSON.stringify({ status: 'success', data: { resultType: 'vector', result: [] } }), '', 'a graph needs a range query'],
    [
      JSON.stringify({ status: 'error', errorType: 'bad_data', error: 'parse error' }),
      '',
      'Prometheus answered with an error: parse error'
    ],
    [JSON.stringify(matrix([])), '', 'has no points'],
    [JSON.stringify({ alerts: [] }), '', 'There is no alert in it.']
  ])('I44 bad input is named by its place: %j', (text, place, reason) => {
    const { problems } = read(text)
    expect(problems[0]?.place).toBe(place)
    expect(problems[0]?.reason).toContain(reason)
  })

  it('I45 what is too much is cut with a note, and no peak of a series is lost', () => {
    const peak = 12_345
    const values = Array.from({ length: 9_000 }, (_unused, index) => [AT + index, index === 4_321 ? peak : Math.sin(index)])
    const { signals, problems } = read(
      matrix(Array.from({ length: 14 }, (_unused, index) => ({ metric: { index: String(index) }, values })))
    )
    const { series } = signals[0] as GraphSignal
    expect(series).toHaveLength(MAX_SERIES)
    expect(series[0]!.points.length).toBeLessThanOrEqual(MAX_POINTS)
    expect(Math.max(...series[0]!.points.map(([, value]) => value ?? 0))).toBe(peak)
    expect(problems.map(({ reason }) => reason)).toEqual([
      'It has 14 series; the first 10 are kept.',
      'A series has 9000 points; 2000 are kept, with every high and low.'
    ])
    const link = { type: 'link', title: 'a', url: 'https://a.example' }
    expect(read(Array.from({ length: MAX_SIGNALS + 1 }, () => link))).toMatchObject({
      signals: { length: MAX_SIGNALS },
      problems: [{ place: '' }]
    })
    const point = fc.tuple(fc.nat(1_000_000), fc.option(fc.integer(), { nil: null }))
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 400 }), fc.integer({ min: 2, max: 50 }), (points: Point[], max) => {
        const kept = thin(points, max)
        expect(kept.length).toBeLessThanOrEqual(max)
        const filled = points.flatMap(([, value]) => (value === null ? [] : [value]))
        const left = kept.flatMap(([, value]) => (value === null ? [] : [value]))
        if (filled.length > 0) expect([Math.min(...left), Math.max(...left)]).toEqual([Math.min(...filled), Math.max(...filled)])
        expect(kept.map(([at]) => at)).toEqual(kept.map(([at]) => at).toSorted((a, b) => a - b))
      })
    )
  })

  it('I46 whatever the text, nothing throws, and what comes out can be kept', () => {
    const shapes: unknown[] = [...FOREIGN.map(([, value]) => value), matrix([{ metric: {}, values: [[AT, '1']] }])]
    const damaged = fc.tuple(fc.constantFrom(...shapes), fc.nat(2_000), fc.string({ maxLength: 3 })).map(([shape, at, text]) => {
      const json = JSON.stringify(shape)
      const place = at % json.length
      return json.slice(0, place) + text + json.slice(place + text.length)
    })
    const values = fc.jsonValue().map((value) => JSON.stringify(value))
    const other = fc.constantFrom<unknown>(null, 0, -1, 1e300, '', 'x', [], {}, true)
    const swapped = fc
      .tuple(fc.constantFrom(...shapes), other, fc.nat(6))
      .map(([shape, put, each]) => JSON.stringify(shape, (key, value: unknown) => (key.length % 7 === each && key !== '' ? put : value)))
    fc.assert(
      fc.property(fc.oneof(damaged, values, swapped, fc.string()), (text) => {
        for (const signal of parseSignals(text).signals) expect(v.safeParse(signalSchema, signal).success).toBe(true)
      }),
      { numRuns: 1_000 }
    )
    expect(
      Object.getPrototypeOf(read('{"__proto__":{"alerts":[]},"alerts":[{"labels":{"__proto__":"x","alertname":"a"}}]}').signals[0])
    ).toBe(Object.prototype)
  })
})

describe('A table of values', () => {
  const options = { title: 'Errors', query: 'errors', unit: '%', zone: 'UTC', now: AT * 1000 }
  it('I47 becomes a graph: times in the first column, a series in each other', () => {
    const made = parseSeriesCsv('time,eu,us\n2024-04-15T12:03:04Z,1,2\n1713182644,,-0.5e1\n', options)
    expect(made).toEqual({
      ok: true,
      value: {
        notes: [],
        graph: {
          type: 'graph',
          title: 'Errors',
          query: 'errors',
          unit: '%',
          from: AT * 1000,
          to: (AT + 60) * 1000,
          series: [
            {
              name: 'eu',
              points: [
                [AT * 1000, 1],
                [(AT + 60) * 1000, null]
              ]
            },
            {
              name: 'us',
              points: [
                [AT * 1000, 2],
                [(AT + 60) * 1000, -5]
              ]
            }
          ]
        }
      }
    })
    expect(graphOf(made.ok ? made.value.graph : {}).series).toHaveLength(2)
  })

  it.each([
    ['', 'Write a time and a value'],
    ['2024-04-15T12:03:04Z', 'Write a time and a value'],
    ['time,a\nsoon,1', 'Row 2: "soon" is no time'],
    ['2024-04-15T12:03:04Z,1\n2024-04-15T12:04:04Z,many', 'Row 2, column 2: "many" is no number']
  ])('I48 with a fault is refused, naming row and column: %j', (text, reason) => {
    const made = parseSeriesCsv(text, options)
    expect(made.ok ? '' : made.error.message).toContain(reason)
  })
})
