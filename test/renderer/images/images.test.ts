import { afterEach, describe, expect, it, vi } from 'vitest'
import type { WarRoom } from '#shared/bridge/warRoomApi.ts'
import type { IncidentId } from '#shared/domain/ids.ts'
import { fail, ok, type Result } from '#shared/domain/result.ts'
import { boxOf, waitingWords } from '#renderer/parts/images/imageWords.ts'
import { DraftImages, MAX_IMAGES_OF_A_NOTE } from '#renderer/state/images/draftImages.svelte.ts'
import { Images, type ImageState } from '#renderer/state/images/images.svelte.ts'
import { anSvg, aPng } from '#test/support/images.ts'
import { until } from '#test/support/until.ts'

type Loaded = Result<{ mediaType: 'image/png'; bytes: Uint8Array }>

/** A core that answers when the test says so. */
function fakeCore() {
  const asked: { hash: string; tell(state: 'absent' | 'damaged'): void; answer(loaded: Loaded): void; signal: AbortSignal }[] = []
  const stored: string[] = []
  let refusal: string | undefined
  const warRoom: Pick<WarRoom, 'loadImage' | 'storeImage'> = {
    loadImage: ({ hash }, options) =>
      new Promise((answer) => asked.push({ hash, answer, tell: (state) => options?.onEmit?.(state), signal: options!.signal! })),
    async storeImage({ name, bytes }, options) {
      if (refusal !== undefined) return fail('storage', refusal)
      options?.onEmit?.({ done: 1, total: 2 })
      stored.push(name)
      return ok({ hash: String(stored.length).repeat(52), name, mediaType: 'image/png', bytes: bytes.length, width: 4, height: 3 })
    }
  }
  return { images: new Images(warRoom), asked, stored, refuse: (message?: string) => (refusal = message) }
}
const PNG = aPng(4, 3)
const whole = (bytes = PNG): Loaded => ok({ mediaType: 'image/png', bytes })
const file = (name: string, bytes = PNG) => new File([bytes as Uint8Array<ArrayBuffer>], name)
afterEach(() => vi.restoreAllMocks())

describe('images of the window', () => {
  it('U90 each is asked for once, told to all who show it as it comes, and shown from memory as what its bytes are', async () => {
    const { images, asked } = fakeCore()
    const [one, two]: [ImageState[], ImageState[]] = [[], []]
    images.follow('h', 9, (state) => one.push(state))
    asked[0]!.tell('absent')
    images.follow('h', 9, (state) => two.push(state))
    asked[0]!.answer(whole())
    await until('it is here', () => two.at(-1)?.type === 'here')
    expect(asked).toHaveLength(1)
    expect([one.map(({ type }) => type), two.map(({ type }) => type)]).toEqual([
      ['loading', 'absent', 'here'],
      ['absent', 'here']
    ])
    const here = two.at(-1)!
    const blob = await fetch(here.type === 'here' ? here.url : '').then((answer) => answer.blob())
    expect([blob.type, blob.size]).toEqual(['image/png', PNG.length])
  })

  it('U91 what nobody shows any more is not waited for, and much that was shown leaves memory, the oldest first', async () => {
    const { images, asked } = fakeCore()
    const revoked = vi.spyOn(URL, 'revokeObjectURL')
    images.follow('waiting', 9, () => undefined)()
    expect(asked[0]!.signal.aborted).toBe(true)
    const megabytes = new Uint8Array(30 * 1024 * 1024)
    for (const hash of ['a', 'b', 'c']) {
      const states: ImageState[] = []
      const stop = images.follow(hash, 9, (state) => states.push(state))
      asked.at(-1)!.answer(whole(megabytes))
      await until('it is here', () => states.at(-1)?.type === 'here')
      stop()
    }
    expect(revoked).toHaveBeenCalledTimes(1)
    const before = asked.length
    images.follow('c', 9, () => undefined)
    images.follow('a', 9, () => undefined)
    expect(asked.slice(before).map(({ hash }) => hash)).toEqual(['a'])
  })

  it('U92 the box of an image is there before it, and no size makes it too large or too small', () => {
    expect(boxOf({ width: 300, height: 200 })).toEqual({ width: 300, height: 200 })
    expect(boxOf({ width: 1760, height: 800 })).toEqual({ width: 440, height: 200 })
    for (const size of [
      { width: 1, height: 2 ** 32 },
      { width: 2 ** 32, height: 1 },
      { width: 1, height: 1 }
    ]) {
      const { width, height } = boxOf(size)
      expect([width >= 24 && width <= 440, height >= 24 && height <= 260]).toEqual([true, true])
    }
  })

  it('U93 until it is here the box says why not, and when it comes', () => {
    expect(waitingWords({ type: 'absent' }, 'offline')).toBe('Not on this machine yet. It comes when the line to the hub is back.')
    expect(waitingWords({ type: 'absent' }, 'none')).toContain('none is joined')
    expect(waitingWords({ type: 'damaged' }, 'online')).toContain('not those that were attached')
    expect(waitingWords({ type: 'refused', message: 'why' }, 'online')).toBe('why')
    expect(waitingWords({ type: 'loading' }, 'online')).toBeNull()
  })
})

describe('images of a draft', () => {
  it('U94 are taken by their bytes, refused with a sentence each, named by their file, and no more than a note shows', async () => {
    const draft = new DraftImages('incident1' as IncidentId, fakeCore().images)
    await draft.add([file('Graph.png'), file('logo.png', anSvg), file('huge.png', new Uint8Array(6_000_000))])
    expect(draft.items.map(({ alt, width }) => [alt, width])).toEqual([['Graph', 4]])
    expect(draft.problems).toEqual([expect.stringContaining('"logo.png" is no PNG'), expect.stringContaining('"huge.png" has 5.7 MB')])
    await draft.add(Array.from({ length: MAX_IMAGES_OF_A_NOTE }, (_, index) => file(`${index}.png`)))
    expect(draft.items).toHaveLength(MAX_IMAGES_OF_A_NOTE)
    expect(draft.problems).toEqual([`A note shows ${MAX_IMAGES_OF_A_NOTE} images at most. Write another one.`])
    draft.remove(draft.items[0]!.id)
    expect([draft.items.length, draft.problems]).toEqual([MAX_IMAGES_OF_A_NOTE - 1, []])
  })

  it('U95 are all on the disk before they are given out; when one cannot be they stay, with the reason', async () => {
    const { images, stored, refuse } = fakeCore()
    const draft = new DraftImages('incident1' as IncidentId, images)
    await draft.add([file('one.png'), file('two.png')])
    draft.setAlt(draft.items[0]!.id, 'CPU of node 4')
    draft.setAlt(draft.items[1]!.id, ' ')
    refuse('The disk is full.')
    expect(await draft.keep()).toMatchObject({ ok: false })
    expect([draft.items.length, draft.problems, draft.progress]).toEqual([2, ['The disk is full.'], null])
    refuse(undefined)
    const kept = await draft.keep()
    expect(kept.ok && kept.value.map(({ alt }) => alt)).toEqual(['CPU of node 4', 'two'])
    expect(stored).toEqual(['one.png', 'two.png'])
    draft.clear()
    expect(draft.items).toEqual([])
  })
})
