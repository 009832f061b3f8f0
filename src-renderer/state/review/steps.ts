import type { IncidentId } from '#shared/domain/ids.ts'

/** Where a walk stands: the figures of the week, one incident, or what came of it. */
export type Step = { at: 'head' } | { at: 'incident'; id: IncidentId } | { at: 'end' }

/** The last part of an address; an incident that is not of the week is its head. */
export function readStep(text: string | undefined, incidents: readonly { id: IncidentId }[]): Step {
  if (text === 'end') return { at: 'end' }
  const found = incidents.find(({ id }) => id === text)
  return found ? { at: 'incident', id: found.id } : { at: 'head' }
}

export const writeStep = (step: Step): string | undefined => (step.at === 'incident' ? step.id : step.at === 'end' ? 'end' : undefined)

/** Head, each incident, end; null where it goes no further. */
export function nextTo(step: Step, by: 1 | -1, incidents: readonly { id: IncidentId }[]): Step | null {
  const all: Step[] = [{ at: 'head' }, ...incidents.map(({ id }): Step => ({ at: 'incident', id })), { at: 'end' }]
  return all[placeOf(step, incidents) + by] ?? null
}

/** 0 is the head, then the incidents from 1. */
export function placeOf(step: Step, incidents: readonly { id: IncidentId }[]): number {
  if (step.at === 'head') return 0
  return step.at === 'end' ? incidents.length + 1 : incidents.findIndex(({ id }) => id === step.id) + 1
}
