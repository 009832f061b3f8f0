import type { Block } from '#shared/domain/prose/nodes.ts'
import type { ExportNote } from './comments.ts'

/** What becomes a file to read, whatever its format. */
export interface ExportDoc {
  title: string
  /** Over the title, such as `IR-12` or `IR-12 · Postmortem`; '': nothing. */
  label: string
  facts: readonly Fact[]
  /** Nothing live is left in it. */
  blocks: readonly Block[]
  /** Comments, as footnotes; none: nobody asked for them. */
  notes: readonly ExportNote[]
  /** Pictures whose bytes are on this machine. */
  images: ReadonlyMap<string, ExportImage>
}

export interface Fact {
  name: string
  value: string
  /** Where it leads. */
  href?: string
}

export interface ExportImage {
  bytes: Uint8Array
  mediaType: string
}

/** A picture as an address that holds it. */
export const dataUrl = ({ mediaType, bytes }: ExportImage): string => `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}`

/** The bytes of a picture; undefined: not on this machine. */
export type ImageSource = (hash: string) => Promise<ExportImage | undefined>
