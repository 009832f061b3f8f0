import { isOpen, type Status } from './status.ts'

/* Which incidents may be the one that somebody is about to declare. Pure, so that it can be judged by examples. */

export interface Candidate {
  title: string
  services: readonly string[]
  status: Status
  declaredAt: number
}

export interface Similar<T extends Candidate> {
  incident: T
  /** 0 to about 2; from LIKELY on it is worth showing. */
  score: number
  /** Words of the title, as typed, and services that both have. */
  words: string[]
  services: string[]
}

/** So much alike that one should look. */
export const LIKELY = 0.55
const SAME_SERVICE = 0.3
const IS_OPEN = 0.15
const FRESH = 0.15
const HALF_LIFE_MS = 24 * 3600_000

/** Words that any two titles may share. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'a about after again all also an and any are as at be been before but by can cannot could do does down due during each error errors ' +
    'failed failing fails failure failures fault for from had has have having high in incident into is issue issues it its itself ' +
    'many may more most much new no not of off on one or other our out outage over part problem problems several slow since so some ' +
    'than that the their them then there they this to too under until up use used users very was we were what when where which while ' +
    'who will with without test'
  ).split(' ')
)

/** What a title is about: its words in small letters without accents, stop words and plural endings; each once. */
export function keyWords(title: string): string[] {
  const words =
    title
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  const kept = words.filter((word) => word.length > 1 && !STOP_WORDS.has(word)).map(stem)
  return [...new Set(kept)]
}

/** "payments" is "payment", "status" stays. */
const stem = (word: string): string => (word.length > 3 && /[^su]s$/.test(word) ? word.slice(0, -1) : word)

/** The likely ones, the likeliest first. `now`: epoch ms. */
export function rankSimilar<T extends Candidate>(
  declared: { title: string; services: readonly string[] },
  candidates: readonly T[],
  now: number
): Similar<T>[] {
  const words = keyWords(declared.title)
  const services = new Set(declared.services.map((service) => service.toLowerCase()))
  return candidates
    .map((incident) => compare(incident, words, services, now))
    .filter(({ score }) => score >= LIKELY)
    .sort((a, b) => b.score - a.score || b.incident.declaredAt - a.incident.declaredAt)
}

function compare<T extends Candidate>(incident: T, words: readonly string[], services: ReadonlySet<string>, now: number): Similar<T> {
  const theirs = keyWords(incident.title)
  const shared = words.filter((word) => theirs.includes(word))
  const common = incident.services.filter((service) => services.has(service.toLowerCase()))
  // Dice: two of three words in common is much, two of ten is little
  const alike = words.length + theirs.length === 0 ? 0 : (2 * shared.length) / (words.length + theirs.length)
  const age = Math.max(0, now - incident.declaredAt)
  const bonus = (isOpen(incident.status) ? IS_OPEN : 0) + FRESH * 0.5 ** (age / HALF_LIFE_MS)
  const isRelated = shared.length > 0
  const score = isRelated ? alike + (common.length > 0 ? SAME_SERVICE : 0) + bonus : 0
  return { incident, score, words: shared, services: common }
}
