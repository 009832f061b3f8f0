import { beforeEach, describe, expect, it } from 'vitest'
import { People } from '#main/core/people.ts'
import { openTestReplica, rowsOf, type TestReplica } from '#test/support/replicas.ts'

let seat: TestReplica
let people: People
beforeEach(() => {
  seat = openTestReplica()
  people = new People(seat.replica)
})

describe('people', () => {
  it('R80 nobody sits here until they say their name; a restart remembers it', async () => {
    expect(people.getSeated()).toBeNull()
    const ana = await people.seat('  Ana   Lopez ')
    expect(ana.name).toBe('Ana Lopez')
    await seat.close()
    const again = new People(openTestReplica(seat.dir).replica)
    expect(again.getSeated()).toEqual(ana)
    expect(await again.list()).toEqual([ana])
  })

  it('R81 a new name is the same person', async () => {
    const before = await people.seat('Ana')
    const after = await people.seat('Ana Lopez')
    expect(after).toEqual({ id: before.id, name: 'Ana Lopez' })
    expect(await people.list()).toEqual([after])
  })

  it('R82 the same name again writes nothing', async () => {
    await people.seat('Ana')
    await seat.replica.flush()
    const rows = (await rowsOf(seat.store)).length
    await people.seat('Ana')
    await people.note({ id: people.getSeated()!.id, name: 'Ana' })
    await seat.replica.flush()
    expect(await rowsOf(seat.store)).toHaveLength(rows)
  })

  it('R83 finds a person by name whatever the case, and knows a new one from now on', async () => {
    const ana = await people.seat('Ana')
    expect(await people.byName(' ana ')).toEqual(ana)
    const ben = await people.byName('Ben')
    expect(await people.byName('BEN')).toEqual(ben)
    expect((await people.list()).map((person) => person.name)).toEqual(['Ana', 'Ben'])
    expect(people.getSeated()).toEqual(ana)
  })

  it.each([
    ['', 'A name needs at least one letter.'],
    ['   ', 'A name needs at least one letter.'],
    ['x'.repeat(101), 'A name may have 100 characters; this has 101.']
  ])('R84 refuses the name %j', async (name, message) => {
    await expect(people.seat(name)).rejects.toThrow(message)
    expect(people.getSeated()).toBeNull()
  })
})
