/** Why a time that was read may not be the one that was meant. */
export const DOUBTS = [
  'noDate',
  'noYear',
  'badYear',
  'relativeDay',
  'dayMonth',
  'noTime',
  'unreadableDate',
  'crossesMidnight',
  'gap',
  'overlap',
  'zoneName',
  'season',
  'inside'
] as const
export type Doubt = (typeof DOUBTS)[number]

const WORDS: Record<Doubt, string> = {
  noDate: 'no date in the text, this day is a guess',
  noYear: 'no year in the text',
  badYear: 'the year is a slip of the pen, this one is a guess',
  relativeDay: 'the day is told from today',
  dayMonth: 'day and month may be the other way round',
  noTime: 'no time of day in the text',
  unreadableDate: 'the date cannot be read, the one above is taken',
  crossesMidnight: 'earlier than the line above: taken as after midnight',
  gap: 'clocks were put forward over this time: it never was',
  overlap: 'clocks were put back: this time was twice, the first is taken',
  zoneName: 'more than one zone has this name',
  season: 'another season’s name of the zone than on this date',
  inside: 'the time stands inside the sentence'
}

export const doubtWords = (doubt: Doubt): string => WORDS[doubt]
