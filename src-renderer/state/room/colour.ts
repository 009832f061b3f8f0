import { personColour } from '#renderer/parts/person.ts'

/** The person's colour as `#rrggbb`, from the token. Only clients of other makes use it; windows of Muster paint by person and theme. */
export function resolveColour(personId: string): string {
  const token = /var\((--[\w-]+)\)/.exec(personColour(personId))?.[1]
  const value = token ? getComputedStyle(document.documentElement).getPropertyValue(token).trim() : ''
  return /^#[0-9a-f]{6}$/i.test(value) ? value : '#8a949e'
}
