import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Port } from '#shared/bridge/port.ts'
import { quiet, until } from '#test/support/until.ts'

/** Two ends of one channel; `end` lets go of what is under it. */
export interface PortEnds {
  near: Port
  far: Port
  end?(): Promise<void> | void
}

/** What every Port must do; run on each kind of channel. `open` gives a fresh one. */
export function portContract(name: string, open: () => Promise<PortEnds> | PortEnds): void {
  describe(`port contract: ${name}`, () => {
    let ends: PortEnds
    beforeEach(async () => {
      ends = await open()
    })
    afterEach(async () => {
      ends.near.close()
      ends.far.close()
      await ends.end?.()
    })

    it('P1 carries messages both ways, in the order of posting', async () => {
      const { near, far } = ends
      const heard: { far: unknown[]; near: unknown[] } = { far: [], near: [] }
      far.onMessage((message) => heard.far.push(message))
      near.onMessage((message) => heard.near.push(message))
      const numbers = Array.from({ length: 200 }, (_, index) => index)
      for (const number of numbers) {
        near.post({ number })
        far.post(-number)
      }
      await until('all arrived', () => heard.far.length === 200 && heard.near.length === 200)
      expect(heard.far).toEqual(numbers.map((number) => ({ number })))
      expect(heard.near).toEqual(numbers.map((number) => -number))
    })

    it('P2 nested plain data and bytes arrive as they were', async () => {
      const message = {
        text: 'Größe 漢字 🔥 \0 end',
        numbers: [0, -1, 1.5, 2 ** 40, Number.MAX_SAFE_INTEGER, 1e300],
        nothing: null,
        yes: true,
        empty: { list: [], object: {}, text: '', bytes: new Uint8Array(0) },
        deep: [[{ bytes: Uint8Array.from([0, 1, 255]), more: [{ again: Uint8Array.from([7]) }] }]]
      }
      const received = await oneMessage(message)
      expect(received).toEqual(message)
      const { bytes } = (received as { deep: { bytes: unknown }[][] }).deep[0]![0]!
      expect(bytes).toBeInstanceOf(Uint8Array)
    })

    it('P3 what is posted does not change afterwards with what was posted', async () => {
      const message = { bytes: Uint8Array.from([1, 2, 3]), list: [1] }
      const received = oneMessage(message)
      message.bytes[0] = 9
      message.list.push(2)
      expect(await received).toEqual({ bytes: Uint8Array.from([1, 2, 3]), list: [1] })
    })

    it('P4 messages from before somebody listens wait for them', async () => {
      const { near, far } = ends
      near.post('first')
      near.post('second')
      await quiet()
      const heard: unknown[] = []
      far.onMessage((message) => heard.push(message))
      near.post('third')
      await until('all arrived', () => heard.length === 3)
      expect(heard).toEqual(['first', 'second', 'third'])
    })

    it('P5 who listens now may hand over to another: the next message is for that one', async () => {
      const { near, far } = ends
      near.post('hello')
      near.post('one')
      near.post('two')
      await quiet()
      const heard: unknown[] = []
      far.onMessage((hello) => {
        heard.push(['first', hello])
        far.onMessage((message) => heard.push(['second', message]))
      })
      await until('all arrived', () => heard.length === 3)
      expect(heard).toEqual([
        ['first', 'hello'],
        ['second', 'one'],
        ['second', 'two']
      ])
    })

    it('P6 closing tells the other end once, after what was posted before; late listeners hear of it too', async () => {
      const { near, far } = ends
      const heard: unknown[] = []
      far.onMessage((message) => heard.push(message))
      far.onClose(() => heard.push('closed'))
      far.onClose(() => heard.push('closed, second listener'))
      near.post('last words')
      near.close()
      near.close()
      await until('told', () => heard.length >= 3)
      await quiet()
      expect(heard).toEqual(['last words', 'closed', 'closed, second listener'])
      let isLate = false
      far.onClose(() => (isLate = true))
      await until('told late', () => isLate)
    })

    it('P7 a message of 5 MB arrives whole, and the next one after it', async () => {
      const { near, far } = ends
      const bytes = new Uint8Array(5 * 1024 * 1024)
      for (let index = 0; index < bytes.length; index += 997) bytes[index] = index % 256
      const heard: unknown[] = []
      far.onMessage((message) => heard.push(message))
      near.post({ bytes })
      near.post('after')
      await until('both arrived', () => heard.length === 2)
      expect(Buffer.compare((heard[0] as { bytes: Uint8Array }).bytes, bytes)).toBe(0)
      expect(heard[1]).toBe('after')
    })

    it('P8 posting after the close does no harm, on either end', async () => {
      const { near, far } = ends
      let told = 0
      const heard: unknown[] = []
      far.onMessage((message) => heard.push(message))
      far.onClose(() => (told += 1))
      near.close()
      expect(() => near.post('too late')).not.toThrow()
      await until('told', () => told === 1)
      expect(() => far.post('into the void')).not.toThrow()
      await quiet()
      expect(heard).toEqual([])
      expect(told).toBe(1)
    })

    function oneMessage(message: unknown): Promise<unknown> {
      const received = new Promise((resolve) => ends.far.onMessage(resolve))
      ends.near.post(message)
      return received
    }
  })
}
