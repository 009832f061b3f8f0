import type { HubLink } from '#main/core/link/hubLink.ts'
import { fail, ok, type Result } from '#shared/domain/result.ts'
import type { SeatParts } from './warRoomService.ts'

interface SyncCounts {
  received: number
  sent: number
  waiting: number
  incidents: number
}

const PATIENCE_MS = 15_000

/** Exchange everything with the hub once: settles when both sides have all of it, or says why that cannot be. */
export async function syncNow({ connection, projector, projection, replica }: SeatParts, signal: AbortSignal): Promise<Result<SyncCounts>> {
  const status = connection.getStatus()
  if (status.state === 'hosting') return ok({ received: 0, sent: 0, waiting: 0, incidents: projection.countIncidents() })
  if (!connection.getLink() && connection.remembered()?.role === 'guest') await connection.resume()
  const link = connection.getLink()
  if (!link) return fail('notConnected', 'This data folder has not joined a war room. Join one with: muster join INVITE')
  const before = { received: link.received, sent: link.sent }
  link.retryNow()
  const problem = await caughtUp(link, signal)
  if (problem) return fail(problem === CANCELLED ? 'cancelled' : 'notConnected', problem)
  await replica.flush()
  await projector.settle()
  return ok({
    received: link.received - before.received,
    sent: link.sent - before.sent,
    waiting: link.waiting,
    incidents: projection.countIncidents()
  })
}

const CANCELLED = 'Cancelled; what was exchanged so far is kept.'

/** undefined once caught up; a sentence when that did not come. Patience starts again with every step forward. */
function caughtUp(link: HubLink, signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout
    const done = (problem?: string) => {
      clearTimeout(timer)
      stop()
      resolve(problem)
    }
    const look = () => {
      if (link.isCaughtUp) return done()
      if (link.state === 'refused' || (link.state === 'offline' && link.reason))
        return done(`${link.reason} ${link.waiting} changes wait here.`)
      clearTimeout(timer)
      timer = setTimeout(() => done(`The hub at ${link.url} does not answer. ${link.waiting} changes wait here.`), PATIENCE_MS)
    }
    const stop = link.onChange(look)
    signal.addEventListener('abort', () => done(CANCELLED))
    look()
  })
}
