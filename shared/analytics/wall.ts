/* Dates on the wall as if they were UTC, see wallAt: nothing here knows of zones. */

const DAY = 24 * 3600_000

export const addDays = (wall: number, days: number): number => wall + days * DAY

/** Of the first day of a month; of a later one the day that month may not have runs over. */
export function addMonths(wall: number, months: number): number {
  const date = new Date(wall)
  date.setUTCMonth(date.getUTCMonth() + months)
  return date.getTime()
}

export const startOfMonth = (midnight: number): number => new Date(midnight).setUTCDate(1)
export function startOfQuarter(midnight: number): number {
  const date = new Date(startOfMonth(midnight))
  return date.setUTCMonth(Math.floor(date.getUTCMonth() / 3) * 3)
}

/** 0 to 23. */
export const hourOf = (wall: number): number => Math.floor((((wall % DAY) + DAY) % DAY) / 3600_000)
/** 0 is Monday; 1970 began on a Thursday. */
export const weekdayOf = (wall: number): number => (((Math.floor(wall / DAY) + 3) % 7) + 7) % 7
