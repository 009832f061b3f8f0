import type { PanelAbout, PanelData } from './panelData.ts'

/** One panel as a picture, as it is shown now: with title, period, zone, definition and what it stands on. In the colours of the window. */
export async function panelPng(about: PanelAbout, data: PanelData, hidden: readonly string[] = []): Promise<Blob> {
  const { paintPanel } = await import('./paint/paintPanel.ts')
  return paintPanel(about, data, hidden)
}

/** `incidents-by-week-2026-11-22.png` */
export function panelFileName({ title }: Pick<PanelAbout, 'title'>, format: 'png' | 'csv', nowMs: number): string {
  const words = title
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  return `${words || 'panel'}-${new Date(nowMs).toISOString().slice(0, 10)}.${format}`
}
