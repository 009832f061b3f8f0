/* Where a message goes, or went. What is for outside Muster is only written yet: it waits in the outbox. */

const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`)

interface Counts {
  inside: number
  outside: number
}

/** Of a message that was just sent. */
export function sentWords({ inside, outside }: Counts): string {
  if (inside === 0) return `In the outbox for ${outside}. Nobody in Muster gets it.`
  return outside === 0 ? `Sent to ${people(inside)} in Muster.` : `Sent to ${people(inside)} in Muster, ${outside} in the outbox.`
}

/** Of one that is being written. */
export function toWords({ inside, outside }: Counts): string {
  if (inside === 0) return `Into the outbox for ${outside}.`
  return outside === 0 ? `To ${people(inside)} in Muster.` : `To ${people(inside)} in Muster, ${outside} into the outbox.`
}
