import type * as Y from 'yjs'
import type { LinkRole, Relation } from '../domain/events.ts'
import type { EventId } from '../domain/ids.ts'
import { fail, type Result } from '../domain/result.ts'
import { readIncident } from './readIncident.ts'
import { writeOne, type Author } from './write.ts'

/* What hangs on an incident: links and documents, other incidents. */

export interface NewLink {
  /** Empty: the address stands for it. */
  name: string
  url: string
  role?: LinkRole
}

export function addLink(doc: Y.Doc, author: Author, { name, url, role = 'link' }: NewLink): Result<EventId> {
  const address = completeAddress(url)
  const problem = addressProblem(address) ?? nameProblem(name.trim())
  if (problem) return fail('badInput', problem)
  if (readIncident(doc).links.some((link) => link.url === address && link.role === role))
    return fail('badInput', 'That address is among the links already.')
  return writeOne(doc, author, { kind: 'linkAdded', name: name.trim(), url: address, role })
}

export function removeLink(doc: Y.Doc, author: Author, link: EventId): Result<EventId> {
  return readIncident(doc).links.some(({ id }) => id === link)
    ? writeOne(doc, author, { kind: 'linkRemoved', link })
    : fail('notFound', 'That link is not part of this incident any more.')
}

/** Others may have any address kept; only these are ever opened. */
export const isOpenable = (url: string): boolean => /^(https:\/\/|mailto:)/i.test(url)

/** Another incident, with its number and title for whoever reads the log without it. */
export interface OtherIncident {
  id: string
  title?: string
}

export function relateIncident(doc: Y.Doc, author: Author, { id: incident, title }: OtherIncident, relation: Relation): Result<EventId> {
  if (incident === doc.guid) return fail('badInput', 'That is this incident itself. Choose another one.')
  const known = readIncident(doc).related.find((each) => each.incident === incident)
  if (known?.relation === relation) return fail('badInput', 'It is marked so already.')
  return writeOne(doc, author, { kind: 'relatedAdded', incident, relation, ...titled(title) })
}

export function unrelateIncident(doc: Y.Doc, author: Author, { id: incident, title }: OtherIncident): Result<EventId> {
  return readIncident(doc).related.some((each) => each.incident === incident)
    ? writeOne(doc, author, { kind: 'relatedRemoved', incident, ...titled(title) })
    : fail('notFound', 'That incident is not marked as related.')
}

const titled = (title: string | undefined) => (title === undefined ? {} : { title: title.slice(0, 600) })

const MAX_NAME = 300
const MAX_ADDRESS = 2000
const RUNS = /^(javascript|data|vbscript|file|blob):/i

/** `wiki.example.com/runbook` is meant as https, `ana@example.com` as an address to write to. */
function completeAddress(url: string): string {
  const typed = url.trim()
  if (/^[a-z][a-z0-9+.-]*:(?!\d)/i.test(typed) || typed === '') return typed
  return /^[^\s/@]+@[^\s/@]+\.[^\s/@]+$/.test(typed) ? `mailto:${typed}` : `https://${typed}`
}

function addressProblem(address: string): string | undefined {
  if (address === '') return 'The address is missing. Paste one that begins with https://.'
  if (address.length > MAX_ADDRESS) return `An address may have ${MAX_ADDRESS} characters; this has ${address.length}.`
  if (RUNS.test(address)) return 'Such an address would run something here. Give one that begins with https://.'
  if (/\s/.test(address) || !URL.canParse(address)) return `"${address}" is not an address. Give one that begins with https://.`
  return undefined
}
const nameProblem = (name: string): string | undefined =>
  name.length > MAX_NAME ? `A name may have ${MAX_NAME} characters; this has ${name.length}.` : undefined
