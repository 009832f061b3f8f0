import type { BehindIncident } from '#shared/bridge/contract/analytics.ts'
import type { WarRoom } from '#shared/bridge/warRoomApi.ts'
import { severityRank } from '#shared/domain/severity.ts'
import { weekText } from './week.ts'

const PAGE = 500
const EVERYTHING = { isPrevious: false, bucket: null, group: null, heatCell: null, bin: null, outcome: null }

/** The incidents of a week, as the figures count them: a line each, nothing of what is in them. */
export class WeekIncidents {
  /** Worst first, then as they were declared; null: not here yet. */
  all = $state.raw<readonly BehindIncident[] | null>(null)
  problem = $state<string | null>(null)
  #turn = 0

  async load(warRoom: Pick<WarRoom, 'listBehind'>, week: string): Promise<void> {
    const turn = ++this.#turn
    const found: BehindIncident[] = []
    for (let total = 1; found.length < total;) {
      const page = await warRoom.listBehind({ text: weekText(week), point: EVERYTHING, offset: found.length, limit: PAGE })
      if (turn !== this.#turn) return
      const message = !page.ok ? page.error.message : page.value.type === 'problem' ? page.value.message : null
      if (message !== null || !page.ok || page.value.type === 'problem') return void (this.problem = message)
      found.push(...page.value.incidents)
      // fewer than were said: they changed between two pages
      total = page.value.incidents.length === 0 ? 0 : page.value.total
    }
    this.problem = null
    this.all = found.sort(inOrder)
  }
}

const inOrder = (a: BehindIncident, b: BehindIncident): number =>
  severityRank(a.severity) - severityRank(b.severity) || a.declaredAt - b.declaredAt || (a.id < b.id ? -1 : 1)
