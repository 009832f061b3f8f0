import type { FieldType } from '#shared/domain/fields.ts'

export const TYPE_HINTS: Readonly<Record<FieldType, string>> = {
  dropdown: 'One of a list.',
  multiSelect: 'Several of a list.',
  text: 'Words, as many lines as it takes.',
  textArray: 'Several names; those of a list and those others used are offered.',
  number: 'A number that can be added up and compared.',
  datetime: 'A moment, kept in UTC and shown in local time.',
  metricTag: 'One key:value, such as region:eu-west.',
  autocomplete: 'Several key:value, offered as one types.'
}

/** Types whose values can be listed. */
export const hasChoices = (type: FieldType): boolean => type !== 'text' && type !== 'number' && type !== 'datetime'
