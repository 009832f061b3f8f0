/* Measures in points, colours of the light theme on white paper. */

export const PAGE = { size: 'A4', width: 595.28, height: 841.89, left: 62, right: 62, top: 62, bottom: 66 } as const
export const TEXT_WIDTH = PAGE.width - PAGE.left - PAGE.right
export const TEXT_BOTTOM = PAGE.height - PAGE.bottom

export const COLORS = {
  text: '#1b1d22',
  quiet: '#5a606b',
  line: '#d3d7de',
  soft: '#f3f4f6',
  link: '#3d47c4',
  note: '#3d47c4',
  warning: '#96590a',
  decision: '#1a6b45'
} as const

export const BODY = { size: 10, leading: 15, gap: 7 } as const
export const CODE = { size: 8.5, leading: 12.5, padding: 9 } as const
/** Of headings by level; `before`: room above. */
export const HEADINGS = {
  1: { size: 15, leading: 20, before: 20 },
  2: { size: 12.5, leading: 17, before: 16 },
  3: { size: 10.5, leading: 15, before: 12 }
} as const
