/** The pages of rich text that every incident has, by the names of their roots in its document. */
export const PAGES = ['notes', 'rootCause', 'postmortem'] as const
export type PageName = (typeof PAGES)[number]
export const PAGE_LABELS: Record<PageName, string> = { notes: 'Notes', rootCause: 'Root cause', postmortem: 'Postmortem' }
