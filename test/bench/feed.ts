/*
 * A status page's history made up for measuring: repeatable, with three or four updates an incident and the spread of words,
 * services and times that a real one has.
 */
const SERVICES = ['API', 'Web console', 'Billing', 'Search', 'Notifications', 'Uploads', 'Sign-in', 'Webhooks', 'Reports', 'Mobile app']
const SYMPTOMS = ['Elevated error rates', 'Slow responses', 'Delayed deliveries', 'Failing sign-ins', 'Partial outage', 'Stale data']
const STEPS = [
  ['Investigating', 'We see %s for some customers and are looking into what changed in the last hour.'],
  ['Identified', 'The cause of %s is a configuration change in one region; it is being taken back.'],
  ['Monitoring', 'The change is taken back, %s has stopped, and we keep watching before we call it over.'],
  ['Resolved', 'There has been no sign of %s for thirty minutes. This incident is resolved.']
] as const
const IMPACTS = ['minor', 'minor', 'major', 'critical', 'none']
const FIRST = Date.UTC(2021, 0, 1)
const MINUTE = 60_000

/** JSON lines of `count` incidents, about ten minutes to hours apart. */
export function makeFeed(count: number): Uint8Array {
  const lines: string[] = []
  for (let n = 0; n < count; n++) lines.push(incidentLine(n))
  return new TextEncoder().encode(`${lines.join('\n')}\n`)
}

function incidentLine(n: number): string {
  const chance = (salt: number, sides: number): number => ((Math.imul(n * 31 + salt, 0x9e3779b1) >>> 0) >>> 8) % sides
  const symptom = SYMPTOMS[chance(1, SYMPTOMS.length)]!
  const service = SERVICES[chance(2, SERVICES.length)]!
  const startedAt = FIRST + n * 15 * MINUTE
  const steps = chance(3, 2) === 0 ? STEPS : STEPS.filter((_, index) => index !== 2)
  const updates = steps.map(([status, text], index) => ({
    at: new Date(startedAt + index * (5 + chance(4, 40)) * MINUTE).toISOString(),
    status,
    message: text.replace('%s', symptom.toLowerCase())
  }))
  return JSON.stringify({
    id: `made-up-${n}`,
    title: `${symptom}: ${service}`,
    url: `https://status.example.com/incidents/${n}`,
    started_at: updates[0]!.at,
    resolved_at: updates.at(-1)!.at,
    impact: IMPACTS[chance(5, IMPACTS.length)],
    components: chance(6, 3) === 0 ? [service, SERVICES[chance(7, SERVICES.length)]] : [service],
    updates
  })
}
