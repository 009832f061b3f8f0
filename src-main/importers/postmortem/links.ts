import type { LinkRole } from '#shared/domain/events.ts'
import { mapProse } from '#shared/domain/prose/mapProse.ts'
import type { Block } from '#shared/domain/prose/nodes.ts'

export interface FoundLink {
  name: string
  url: string
  role: LinkRole
}

const MAX_LINKS = 50

/** Addresses that a page leads to, each once. */
export function linksIn(blocks: readonly Block[]): FoundLink[] {
  const found = new Map<string, FoundLink>()
  mapProse(blocks, {
    block: (block) => [block],
    inline(inline) {
      const url = inline.type === 'text' ? inline.marks.href : undefined
      if (inline.type === 'text' && url && /^https:/i.test(url) && !found.has(url) && found.size < MAX_LINKS) {
        const name = inline.text.trim().slice(0, 300).toWellFormed()
        found.set(url, { name: name || url.slice(0, 300), url, role: roleOf(url) })
      }
      return [inline]
    }
  })
  return [...found.values()]
}

function roleOf(url: string): LinkRole {
  const host = URL.parse(url)?.hostname ?? ''
  if (/(?:^|\.)(?:slack\.com|teams\.microsoft\.com|chat\.google\.com)$/.test(host)) return 'chat'
  if (/(?:^|\.)(?:docs\.google\.com|notion\.so|atlassian\.net)$/.test(host) && !/\/browse\//.test(url)) return 'document'
  return /\/issues?\/|\/browse\/[A-Z]+-\d|zenhub\.com/.test(url) ? 'tracker' : 'link'
}
