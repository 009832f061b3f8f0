/* A Markdown file line by line, without what is there for a program: front matter, templates. Lines keep their numbers. */

export interface Row {
  /** From 1. */
  line: number
  text: string
}

export interface Note {
  line: number | null
  reason: string
}

export interface Source {
  rows: Row[]
  /** Values of the front matter, by name in lower case. */
  front: ReadonlyMap<string, string>
  /** Lines inside of code. */
  code: ReadonlySet<number>
  notes: Note[]
}

const MAX_FRONT = 200

export function readSource(text: string): Source {
  const rows = text.split(/\r\n|\n|\r/).map((line, index): Row => ({ line: index + 1, text: line }))
  const notes: Note[] = []
  const front = takeFrontMatter(rows)
  takeTemplates(rows, notes)
  return { rows, front, code: codeLines(rows), notes }
}

/** `---`, names and values, `---` at the very beginning. */
function takeFrontMatter(rows: Row[]): Map<string, string> {
  const front = new Map<string, string>()
  if (rows[0]?.text.trim() !== '---') return front
  const end = rows.slice(1, MAX_FRONT).findIndex(({ text }) => /^(?:---|\.\.\.)\s*$/.test(text)) + 1
  if (end === 0) return front
  for (const row of rows.slice(0, end + 1)) {
    const [, name, value] = /^([A-Za-z][\w-]{0,40}):\s*(.*?)\s*$/.exec(row.text) ?? []
    if (name !== undefined) front.set(name.toLowerCase(), value!.replace(/^(["'])(.*)\1$/, '$2'))
    row.text = ''
  }
  return front
}

/** `<% … %>` of a page that is made by a program says nothing here. */
function takeTemplates(rows: Row[], notes: Note[]): void {
  let isInside = false
  for (const row of rows) {
    let kept = ''
    let rest = row.text
    let hasPart = isInside
    while (rest !== '') {
      const at = rest.indexOf(isInside ? '%>' : '<%')
      if (!isInside) kept += at < 0 ? rest : rest.slice(0, at)
      hasPart ||= at >= 0
      rest = at < 0 ? '' : rest.slice(at + 2)
      if (at >= 0) isInside = !isInside
    }
    if (!hasPart) continue
    row.text = kept
    notes.push({ line: row.line, reason: 'a piece of a page template was left out' })
  }
}

function codeLines(rows: readonly Row[]): Set<number> {
  const code = new Set<number>()
  let fence: string | null = null
  for (const { line, text } of rows) {
    const [, mark, info] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(text) ?? []
    const isOneLine = mark !== undefined && info!.includes(mark)
    if (fence !== null || (mark !== undefined && !isOneLine)) code.add(line)
    if (fence === null) fence = mark !== undefined && !isOneLine ? mark : null
    else if (mark !== undefined && mark.startsWith(fence) && info!.trim() === '') fence = null
  }
  return code
}
