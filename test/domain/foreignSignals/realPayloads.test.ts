import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseSignals } from '#shared/domain/foreignSignals/parseSignals.ts'

const CONTRACTS = new URL('../../../../shared/contracts/', import.meta.url)
const textOf = (path: string): string => readFileSync(new URL(path, CONTRACTS), 'utf8')
const json = (path: string): unknown => JSON.parse(textOf(path))
interface Recorded {
  entries: { response: { status: number; body: unknown } }[]
}

describe.skipIf(!existsSync(CONTRACTS))('real answers (only where they are beside the repository)', () => {
  it('I49 of Prometheus, Alertmanager, Grafana, Datadog, Falco and Suricata are read without a problem', () => {
    const whole = [
      'captured/prometheus-query_range.matrix.json',
      'captured/prometheus-alerts.json',
      'captured/alertmanager-v2-alerts.json',
      'grafana/grafana-webhook.example.json',
      'falco/falco-alerts.examples.json',
      'suricata/suricata-eve-alert.examples.json'
    ]
    for (const path of whole) {
      const { signals, problems } = parseSignals(textOf(path))
      expect(problems, path).toEqual([])
      expect(signals.length, path).toBeGreaterThan(0)
    }
    const webhook = json('captured/alertmanager-webhook.two-alerts-firing.json') as { body: unknown }
    expect(parseSignals(JSON.stringify(webhook.body))).toMatchObject({ signals: { length: 2 }, problems: [] })
    for (const [path, isOurs] of [
      ['datadog/recorded-v1-monitors.json', (body: object) => 'overall_state' in body],
      ['datadog/recorded-v1-metrics-query.json', (body: object) => 'series' in body]
    ] as const) {
      const bodies = (json(path) as Recorded[]).flatMap(({ entries }) => entries.map(({ response }) => response.body))
      const good = bodies.filter((body): body is object => typeof body === 'object' && body !== null && isOurs(body))
      expect(good.length, path).toBeGreaterThan(0)
      for (const body of good) expect(parseSignals(JSON.stringify(body)), path).toMatchObject({ signals: { length: 1 }, problems: [] })
    }
  })
})
