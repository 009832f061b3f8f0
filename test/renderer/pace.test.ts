import { expect, test } from 'vitest'
import { startPace } from '#renderer/state/pace.ts'

test('W103 what others write is taken in less often while somebody types here, and as before a second later', () => {
  const page = new EventTarget()
  let now = 5000
  const pace = startPace(page, () => now)
  const reading = pace()
  page.dispatchEvent(new Event('keydown'))
  const typing = pace()
  expect(typing).toBeGreaterThan(reading)
  now += 900
  expect(pace()).toBe(typing)
  now += 200
  expect(pace()).toBe(reading)
})
