import * as v from 'valibot'

/* What the window remembers between two starts: small values of its own, never incident data. */

/** The stored value, or `otherwise` when there is none or it does not have the shape (an older build wrote it). */
export function loadStored<T>(key: string, schema: v.GenericSchema<unknown, T>, otherwise: T): T {
  const text = localStorage.getItem(`muster.${key}`)
  if (text === null) return otherwise
  try {
    const parsed = v.safeParse(schema, JSON.parse(text))
    return parsed.success ? parsed.output : otherwise
  } catch {
    return otherwise
  }
}

/** null removes it. */
export function store(key: string, value: unknown): void {
  if (value === null) localStorage.removeItem(`muster.${key}`)
  else localStorage.setItem(`muster.${key}`, JSON.stringify(value))
}
