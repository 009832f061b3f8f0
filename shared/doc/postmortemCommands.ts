import * as Y from 'yjs'
import type { ActorId, EventId } from '../domain/ids.ts'
import { POSTMORTEM_REVIEWERS, POSTMORTEM_STATE, POSTMORTEM_STATE_TEXT, signOffKey, type PostmortemState } from '../domain/postmortem.ts'
import { fail, type Result } from '../domain/result.ts'
import { findCopy, pageDigest } from './pageCopy.ts'
import { readIncident } from './readIncident.ts'
import { postmortemOf } from './roots.ts'
import { COMMAND_ORIGIN, headOf, lastOf, naming, tryWrite, writeOne, type Author } from './write.ts'

/* The postmortem of an incident: its page is prose, what is decided about it are events. It is as private as the incident is. */

export interface PostmortemTemplate {
  id: string
  name: string
  /** Markdown with `{{variables}}`. */
  body: string
}

/** Nothing stands in the page. Known from its first block that is not empty: a window asks while others write. */
export function isPageEmpty(doc: Y.Doc): boolean {
  for (let node = postmortemOf(doc).firstChild; node; node = node.nextSibling as typeof node) {
    if (!(node instanceof Y.XmlElement) || node.nodeName !== 'paragraph') return false
    if (node.toArray().some((child) => !(child instanceof Y.XmlText) || child.length > 0)) return false
  }
  return true
}

/** The event, and the text of the template. What stands in the page stays, above or below it. */
export function startPostmortem(doc: Y.Doc, author: Author, template: PostmortemTemplate): Result<EventId> {
  const incident = readIncident(doc)
  if (!incident.isDeclared) return fail('badInput', 'The incident has not arrived yet.')
  if (incident.postmortem.starts.length > 0 && !isPageEmpty(doc))
    return fail('badInput', 'The postmortem is started already. Clear its page to start it from another template.')
  const found = findCopy(doc, template.body)
  if (found.type === 'there') return fail('badInput', `The page has the text of ${template.name} already.`)
  const { copy } = found
  const base = headOf(incident, POSTMORTEM_STATE)
  const written = writeOne(doc, author, { kind: 'postmortemStarted', template: template.id, name: template.name, copy: copy.id, base })
  // not in one transaction: Yjs would take its own window for the stranger who writes under this id
  if (written.ok) Y.applyUpdate(doc, copy.update, COMMAND_ORIGIN)
  return written
}

export function setPostmortemState(doc: Y.Doc, author: Author, state: PostmortemState): Result<EventId> {
  const incident = readIncident(doc)
  const now = incident.postmortem.state ?? 'draft'
  if (now === state) return fail('badInput', `The postmortem is ${POSTMORTEM_STATE_TEXT[state].toLowerCase()} already.`)
  if (state !== 'draft' && isPageEmpty(doc)) return fail('badInput', 'The postmortem is empty. Write it first.')
  return writeOne(doc, author, { kind: 'postmortemStateSet', state, base: headOf(incident, POSTMORTEM_STATE) })
}

const MAX_REVIEWERS = 50

export function setReviewers(doc: Y.Doc, author: Author, people: readonly { id: ActorId; name: string }[]): Result<EventId> {
  const incident = readIncident(doc)
  const reviewers = [...new Set(people.map(({ id }) => id))]
  if (reviewers.length > MAX_REVIEWERS) return fail('badInput', `Up to ${MAX_REVIEWERS} people review; these are ${reviewers.length}.`)
  if (JSON.stringify(reviewers) === JSON.stringify(incident.postmortem.reviewers)) return fail('badInput', 'These review it already.')
  const names = people.flatMap((person) => naming(incident, author, person))
  return lastOf(
    tryWrite(doc, author, [...names, { kind: 'postmortemReviewersSet', reviewers, base: headOf(incident, POSTMORTEM_REVIEWERS) }])
  )
}

/** This author stands by the text as it is now. */
export function signOff(doc: Y.Doc, author: Author): Result<EventId> {
  const { postmortem } = readIncident(doc)
  const digest = pageDigest(doc)
  if (!postmortem.reviewers.includes(author.id)) return fail('notAllowed', 'Reviewers sign off. Add yourself to them first.')
  if (isPageEmpty(doc)) return fail('badInput', 'The postmortem is empty. There is nothing to sign off.')
  if (postmortem.signOffs.some((given) => given.person === author.id && given.digest === digest))
    return fail('badInput', 'You signed off this text already.')
  return writeSignOff(doc, author, digest)
}

export function takeBackSignOff(doc: Y.Doc, author: Author): Result<EventId> {
  const { postmortem } = readIncident(doc)
  if (!postmortem.signOffs.some(({ person }) => person === author.id)) return fail('badInput', 'You did not sign it off.')
  return writeSignOff(doc, author, null)
}

const writeSignOff = (doc: Y.Doc, author: Author, digest: string | null): Result<EventId> =>
  writeOne(doc, author, { kind: 'postmortemSignedOff', digest, base: headOf(readIncident(doc), signOffKey(author.id)) })
