import { severityTone } from '#renderer/parts/severityTone.ts'
import type { PanelSeries, Tone } from './panelData.ts'

/** The value of a design token, as the theme has it now. */
export type Look = (token: string) => string

/** Over what a bar is filled with, so that series differ without colour. */
export type Texture = 'plain' | 'hatch' | 'dots' | 'lines' | 'back' | 'cross' | 'outline'

export interface SeriesLook {
  /** Tokens. */
  fill: string
  edge: string
  texture: Texture
  dash: readonly number[]
}

const HUES: Record<string, string> = { active: '--d-active', 1: '--d-1', 2: '--d-2', 3: '--d-3', 4: '--p6', 5: '--p8', other: '--d-prev' }
const TEXTURES: readonly Texture[] = ['plain', 'hatch', 'dots', 'lines', 'back', 'cross']
const DASHES: readonly (readonly number[])[] = [[], [9, 3], [2, 2.5], [9, 3, 2, 3], [16, 4], [6, 2, 2, 2, 2, 2]]
const PREVIOUS_DASH = [3, 3]

export function toneLook(tone: Tone): Pick<SeriesLook, 'fill' | 'edge'> {
  if ('hue' in tone) return { fill: HUES[tone.hue]!, edge: HUES[tone.hue]! }
  const level = severityTone(tone.severity)
  return level === 'u' ? { fill: '--su', edge: '--su' } : { fill: `--s${level}f`, edge: `--s${level}` }
}

/** Severities have their own colours; the others are told apart by hue, and by texture and dash. */
export function seriesLooks(series: readonly PanelSeries[]): SeriesLook[] {
  let others = 0
  const looks = series.map(({ tone, isPrevious }): SeriesLook => {
    if (isPrevious) return { fill: '--d-prev', edge: '--tx-3', texture: 'plain', dash: PREVIOUS_DASH }
    if (tone && 'severity' in tone) return severityLook(tone)
    const place = others++
    return {
      ...toneLook(tone ?? { hue: ((place % 5) + 1) as 1 | 2 | 3 | 4 | 5 }),
      texture: TEXTURES[place % TEXTURES.length]!,
      dash: DASHES[place % DASHES.length]!
    }
  })
  return looks.map((look, index) => {
    const was = series.findIndex(({ id }) => id === series[index]!.beforeOf)
    return was < 0 ? look : { ...look, fill: looks[was]!.fill, edge: looks[was]!.edge }
  })
}

function severityLook(tone: { severity: string }): SeriesLook {
  const level = severityTone(tone.severity)
  return {
    ...toneLook(tone),
    texture: level === 'u' ? 'outline' : 'plain',
    dash: level === 'u' ? [2, 2] : DASHES[(Number(level) - 1) % DASHES.length]!
  }
}

/** Of a colour as the tokens have it, `#rrggbb`. */
export const withAlpha = (colour: string, alpha: number): string =>
  colour.startsWith('#')
    ? colour +
      Math.round(alpha * 255)
        .toString(16)
        .padStart(2, '0')
    : colour

export function lookOf(element: Element): Look {
  const style = getComputedStyle(element)
  return (token) => style.getPropertyValue(token).trim()
}
