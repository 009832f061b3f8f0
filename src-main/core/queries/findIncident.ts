import type { IncidentId } from '#shared/domain/ids.ts'
import { incidentLabel, parseIncidentNumber, prefixesOf, withPrefix } from '#shared/domain/number.ts'
import { fail, ok, type Result } from '#shared/domain/result.ts'
import { DEFAULT_SETTINGS } from '#shared/domain/settings/foldSettings.ts'
import type { WorkspaceSettings } from '#shared/domain/settings/settings.ts'
import { prepare, type Reader } from './reader.ts'

interface Found {
  id: IncidentId
  number: number | null
  title: string
  incidentType: string
}

type Types = Pick<WorkspaceSettings, 'types'>

const SHOWN = 5
const COLUMNS = 'id, number, title, incident_type AS incidentType'

/**
 * `IR-12`, `sec-12`, `12`, an incident id or the start of one, or the address a message names it by. A number wins over the start of an id.
 * Fails with `notFound`, or with `badInput` where several ids start so, naming them.
 */
export function findIncident(reader: Reader, ref: string, settings: Types = DEFAULT_SETTINGS): Result<{ id: IncidentId }> {
  // the address that messages name it by, and links to one of its entries
  const wanted = ref.trim().replace(/^(?:muster:|\S*#\/?)incident\/([^/]+)(?:\/\S*)?$/, '$1')
  const found = findByNumber(reader, wanted, prefixesOf(settings)) ?? findById(reader, wanted)
  const [first, ...others] = found
  if (!first)
    return fail(
      'notFound',
      `There is no incident ${clip(wanted)} on this machine. Use its number (${settings.types[0]!.prefix}-12), its id, or the start of its id.`
    )
  if (others.length > 0)
    return fail('badInput', `${clip(wanted)} means several incidents: ${nameAll(found, settings)}. Use a whole id, or more of it.`)
  return ok({ id: first.id })
}

function findByNumber(reader: Reader, wanted: string, prefixes: readonly string[]): Found[] | undefined {
  const number = parseIncidentNumber(wanted, prefixes)
  if (number === undefined) return undefined
  // a hub gives a number once; should two ever have it, newest activity first would hide the other
  const found = prepare(reader, `SELECT ${COLUMNS} FROM incident WHERE number = ? ORDER BY rowid`).all(number) as Found[]
  return found.length > 0 ? found : undefined
}

function findById(reader: Reader, wanted: string): Found[] {
  const id = wanted.toLowerCase()
  if (!/^[a-z0-9-]+$/.test(id)) return []
  const exact = prepare(reader, `SELECT ${COLUMNS} FROM incident WHERE id = ?`).all(id) as Found[]
  if (exact.length > 0) return exact
  // ids are made of a-z, 0-9 and -, all of them before ~
  const sql = `SELECT ${COLUMNS} FROM incident WHERE id >= ? AND id < ? ORDER BY id LIMIT ${SHOWN + 1}`
  return prepare(reader, sql).all(id, `${id}~`) as Found[]
}

function nameAll(found: readonly Found[], settings: Types): string {
  const labelOf = (each: Found) => (each.number === null ? '' : `${incidentLabel(withPrefix(each, settings))} `)
  const names = found.slice(0, SHOWN).map((each) => `${labelOf(each)}${each.id} (${clip(each.title)})`)
  return names.join(', ') + (found.length > SHOWN ? ' and more' : '')
}

const clip = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text)
