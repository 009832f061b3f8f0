import type { SingleData } from './panelData.ts'

export interface Change {
  /** Of the value, whatever that means: better and worse are for people to say. */
  direction: 'up' | 'down' | 'same'
  words: string
}

/** `20 % less`, `11 % faster`, `as before`. Undefined: nothing to compare. */
export function changeOf({ value, previous, sense = 'amount' }: Pick<SingleData, 'value' | 'previous' | 'sense'>): Change | undefined {
  if (previous === undefined || value === null) return undefined
  if (previous === null) return { direction: 'same', words: 'none before' }
  if (value === previous) return { direction: 'same', words: 'as before' }
  const direction = value > previous ? 'up' : 'down'
  if (previous === 0) return { direction, words: '0 before' }
  return { direction, words: `${amountOf(Math.abs(value - previous) / Math.abs(previous))} ${wordOf(direction, sense)}` }
}

const wordOf = (direction: 'up' | 'down', sense: 'amount' | 'speed'): string =>
  sense === 'speed' ? (direction === 'up' ? 'slower' : 'faster') : direction === 'up' ? 'more' : 'less'

function amountOf(share: number): string {
  const percent = Math.round(share * 100)
  if (percent === 0) return 'under 1 %'
  return percent < 1000 ? `${percent} %` : `${Math.round(share)} times`
}
