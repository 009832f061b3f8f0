/** How long a view stays, in seconds; 0: until somebody turns on. */
export const INTERVALS = [0, 15, 30, 60, 300] as const
export type Interval = (typeof INTERVALS)[number]
export const INTERVAL_WORDS: Record<Interval, string> = {
  0: 'Do not turn',
  15: 'Turn every 15 s',
  30: 'Turn every 30 s',
  60: 'Turn every minute',
  300: 'Turn every 5 minutes'
}
