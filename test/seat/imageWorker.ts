import { openWarRoom } from '#main/seat/openWarRoom.ts'
import { valueOf } from '#shared/domain/result.ts'
import { aNoisyPng } from '#test/support/images.ts'

/* Posts notes with images, one after the other, and says each, until it is killed. */

const [dataDir = '', ref = '', seed = '1'] = process.argv.slice(2)
const { warRoom } = await openWarRoom({ dataDir, as: 'Ana' })
for (let round = 0; ; round++) {
  const image = { name: `shot ${round}.png`, bytes: aNoisyPng(400_000 + 300_000 * (round % 3), Number(seed) * 1000 + round) }
  valueOf(await warRoom.storeImage(image, { onEmit: ({ done }) => process.send?.({ t: 'piece', round, done }) }))
  const { entry } = valueOf(await warRoom.postNote({ ref, text: `note ${round}`, images: [image] }))
  process.send?.({ t: 'posted', round, entry })
}
