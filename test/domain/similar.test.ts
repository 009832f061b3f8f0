import { expect, test } from 'vitest'
import { keyWords, rankSimilar, type Candidate } from '#shared/domain/similar.ts'

const NOW = Date.UTC(2026, 10, 23, 12)
const HOUR = 3600_000
const incident = (title: string, more: Partial<Candidate> = {}): Candidate => ({
  title,
  services: [],
  status: 'active',
  declaredAt: NOW - HOUR,
  ...more
})
const likely = (title: string, candidates: readonly Candidate[], services: string[] = []): string[] =>
  rankSimilar({ title, services }, candidates, NOW).map((each) => each.incident.title)

test('D310 a title is about its words without those that any title has, whatever case, accents and plural', () => {
  expect(keyWords('Payments are failing for users in the Café')).toEqual(['payment', 'cafe'])
  expect(keyWords('Status of the bus: 5xx, errors')).toEqual(['status', 'bus', '5xx'])
})

test('D311 titles that share what they are about are likely the same, others are not', () => {
  const open = [incident('Checkout 5xx after rollout'), incident('Login page is slow'), incident('5xx from image service')]
  expect(likely('5xx on checkout', open)).toEqual(['Checkout 5xx after rollout', '5xx from image service'])
  expect(likely('Errors for many users', open)).toEqual([])
  expect(likely('Parcel labels print without an address', open)).toEqual([])
})

test('D312 the same service, being open and being fresh make it likelier; alone they are not enough', () => {
  const titles = ['old', 'resolved', 'open', 'service']
  const [old, resolved, open, service] = [
    incident('Checkout slow old', { declaredAt: NOW - 300 * HOUR, status: 'resolved' }),
    incident('Checkout slow resolved', { status: 'resolved' }),
    incident('Checkout slow open'),
    incident('Checkout slow service', { services: ['Checkout-API'] })
  ]
  const ranked = likely('Checkout slow', [old, resolved, open, service], ['checkout-api'])
  expect(ranked.map((title) => title.split(' ')[2])).toEqual([...titles].reverse())
  expect(likely('Search is stale', [incident('Invoices missing', { services: ['search'] })], ['search'])).toEqual([])
})
