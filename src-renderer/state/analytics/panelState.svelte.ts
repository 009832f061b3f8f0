import { printAnalytics } from '#shared/analytics/query/print.ts'
import type { AnalyticsQuery } from '#shared/analytics/query/ast.ts'
import { rangeOf } from '#shared/analytics/query/range.ts'
import type { WarRoom } from '#shared/bridge/warRoomApi.ts'
import type { PanelKind } from '#shared/domain/settings/analytics.ts'
import type { PanelStatus } from '#renderer/charts/panels/panelData.ts'
import type { Answer } from './toPanel.ts'

/** One panel: what was asked last, and the answer to it. An older answer that comes late is let go. */
export class PanelState {
  answer = $state.raw<Answer | null>(null)
  status = $state.raw<PanelStatus>({ type: 'loading' })
  /** As it was asked. */
  text = $state('')
  /** Of the question, epoch ms. */
  range = $state.raw<{ from: number | null; to: number | null }>({ from: null, to: null })
  #asked = 0

  async ask(warRoom: WarRoom, kind: PanelKind, query: AnalyticsQuery): Promise<void> {
    const turn = ++this.#asked
    const text = printAnalytics(query)
    this.status = { type: 'loading' }
    const answered = await askFor(warRoom, kind, text)
    if (turn !== this.#asked) return
    if (!answered.ok) this.status = { type: 'failed', message: answered.error.message }
    else if (answered.value.type === 'problem') this.fail(`Character ${answered.value.at + 1}: ${answered.value.message}`)
    else {
      this.answer = answered.value
      this.text = text
      this.range = rangeOf(query, Date.now(), answered.value.zone)
      this.status = { type: 'ready' }
    }
  }

  fail(message: string): void {
    this.#asked += 1
    this.status = { type: 'failed', message }
  }
}

function askFor(warRoom: WarRoom, kind: PanelKind, text: string) {
  if (kind === 'distribution') return warRoom.measureDistribution({ text })
  return kind === 'heatMap' ? warRoom.measureHeatMap({ text }) : warRoom.measureSeries({ text })
}
