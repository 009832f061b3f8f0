import { severityOfImpact } from '../statusWords.ts'

const LINE = /^[-*+•\s|]*\**(?:severity|priority|sev)\**\s*[:|]\**\s*\**([^|*\n]{1,40})/i
const LEVEL = /\b(?:sev(?:erity)?|p|priority|s)[-\s]?([0-5])\b/i
const WORDS: Readonly<Record<string, string>> = { high: 'SEV-2', moderate: 'SEV-3', medium: 'SEV-3', low: 'SEV-4' }

export interface ReadSeverity {
  severity: string
  line: number
  /** As it stands there. */
  said: string
}

/** What a line such as `**Severity:** SEV2` says; undefined: no line says it. `severity` is UNKNOWN where it cannot be told. */
export function severityIn(rows: readonly { line: number; text: string }[]): ReadSeverity | undefined {
  for (const { line, text } of rows) {
    const said = LINE.exec(text.slice(0, 200))?.[1]?.trim()
    if (said) return { severity: severityOf(said), line, said }
  }
  return undefined
}

export function severityOf(said: string): string {
  const level = LEVEL.exec(said)?.[1] ?? /^([0-5])\b/.exec(said)?.[1]
  if (level !== undefined) return `SEV-${level}`
  const word = /[a-z]+/i.exec(said)?.[0].toLowerCase() ?? ''
  return WORDS[word] ?? severityOfImpact(word)
}
