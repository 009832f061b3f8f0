import type { Visibility } from '#shared/domain/events.ts'

/** Who can read it: it is a part of the incident's own document. */
export const postmortemPrivacy = (visibility: Visibility): string =>
  visibility === 'private'
    ? 'It is part of this incident, and private as it is: who sees one sees the other.'
    : 'It is part of this incident, and as public: who sees one sees the other.'
