/* Reading JSON of other systems: nothing in it is believed. */

export type Json = Record<string, unknown>

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
export const objectIn = (value: unknown): Json => (isObject(value) ? value : {})
export const listIn = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** Trimmed and cut; undefined: no text there. */
export function textIn(value: unknown, max: number): string | undefined {
  const text = typeof value === 'string' ? value.trim() : typeof value === 'number' && Number.isFinite(value) ? String(value) : ''
  return text === '' ? undefined : text.slice(0, max)
}

/** The first that is a text. */
export const firstText = (max: number, ...values: unknown[]): string | undefined =>
  values.map((value) => textIn(value, max)).find((text) => text !== undefined)

/** Only addresses a browser may open from here. */
export function urlIn(value: unknown): string | undefined {
  const text = textIn(value, 2_000)
  return text !== undefined && /^https?:\/\/\S+$/i.test(text) ? text : undefined
}

/** Numbers, also as text: `"1.5"`, `"NaN"`. null: no number. */
export function numberIn(value: unknown): number | null {
  const number = typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
  return Number.isFinite(number) ? number : null
}

export const tagsIn = (value: unknown): string[] =>
  listIn(value)
    .map((tag) => textIn(tag, 200))
    .filter((tag) => tag !== undefined)
    .slice(0, 100)

/** `{ env: 'prod' }` as `env:prod`. */
export const labelsAsTags = (labels: Json, leftOut: readonly string[] = []): string[] =>
  Object.entries(labels)
    .filter(([key]) => !leftOut.includes(key))
    .map(([key, value]) => `${key}:${textIn(value, 200) ?? ''}`.slice(0, 200))
    .slice(0, 100)

/** Without the keys that have no value: what is optional in a schema may be absent, not undefined. */
export const compact = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined && !(Array.isArray(each) && each.length === 0))) as T
