import type { IncidentId } from '#shared/domain/ids.ts'
import { fail, ok, type Result } from '#shared/domain/result.ts'
import { parseIncidentNumber } from '#shared/domain/search/values.ts'
import { prepare, type Reader } from './reader.ts'

interface Found {
  id: IncidentId
  number: number | null
  title: string
}

const SHOWN = 5

/**
 * `IR-12`, `12`, an incident id or the start of one, or the address a message names it by. A number wins over the start of an id.
 * Fails with `notFound`, or with `badInput` where several ids start so, naming them.
 */
export function findIncident(reader: Reader, ref: string): Result<{ id: IncidentId }> {
  // the address that messages name it by
  const wanted = ref.trim().replace(/^muster:incident\//, '')
  const found = findByNumber(reader, wanted) ?? findById(reader, wanted)
  const [first, ...others] = found
  if (!first)
    return fail('notFound', `There is no incident ${clip(wanted)} on this machine. Use its number (IR-12), its id, or the start of its id.`)
  if (others.length > 0)
    return fail('badInput', `${clip(wanted)} means several incidents: ${nameAll(found)}. Use a whole id, or more of it.`)
  return ok({ id: first.id })
}

function findByNumber(reader: Reader, wanted: string): Found[] | undefined {
  const number = parseIncidentNumber(wanted)
  if (number === undefined) return undefined
  // a hub gives a number once; should two ever have it, newest activity first would hide the other
  const found = prepare(reader, 'SELECT id, number, title FROM incident WHERE number = ? ORDER BY rowid').all(number) as Found[]
  return found.length > 0 ? found : undefined
}

function findById(reader: Reader, wanted: string): Found[] {
  const id = wanted.toLowerCase()
  if (!/^[a-z0-9-]+$/.test(id)) return []
  const exact = prepare(reader, 'SELECT id, number, title FROM incident WHERE id = ?').all(id) as Found[]
  if (exact.length > 0) return exact
  // ids are made of a-z, 0-9 and -, all of them before ~
  const sql = `SELECT id, number, title FROM incident WHERE id >= ? AND id < ? ORDER BY id LIMIT ${SHOWN + 1}`
  return prepare(reader, sql).all(id, `${id}~`) as Found[]
}

function nameAll(found: readonly Found[]): string {
  const names = found.slice(0, SHOWN).map(({ id, number, title }) => `${number === null ? '' : `IR-${number} `}${id} (${clip(title)})`)
  return names.join(', ') + (found.length > SHOWN ? ' and more' : '')
}

const clip = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text)
