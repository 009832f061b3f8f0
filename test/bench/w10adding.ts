import { Projector } from '../../src-main/core/projector.ts'
import { Replica } from '../../src-main/core/replica.ts'
import { openLog, openProjections } from '../../src-main/core/sqlite/openDatabase.ts'
import { ProjectionStore } from '../../src-main/core/sqlite/projectionStore.ts'
import { SqliteDocStore } from '../../src-main/core/sqlite/sqliteDocStore.ts'
import { postEntry, type Author } from '../../shared/doc/commands.ts'
import { findEntryText } from '../../shared/doc/roots.ts'
import type { DocId, EntryId } from '../../shared/domain/ids.ts'
import { valueOf } from '../../shared/domain/result.ts'
import { median } from './figures.ts'

export interface Adding {
  /** From a command to the list knowing of it, ms. */
  post: number
  /** From a letter in an entry to the search finding it, ms. */
  type: number
}

const RUNS = 15

/** What the core has to do when somebody writes in this incident. `from`: incidents of so many events are kept folded. */
export async function measureAdding(dataDir: string, id: DocId, author: Author, from?: number): Promise<Adding> {
  const store = new SqliteDocStore(openLog(`${dataDir}/muster.sqlite`))
  const projection = new ProjectionStore(openProjections(':memory:'), 'bench')
  const replica = new Replica({ store })
  const projector = new Projector(replica, projection, from === undefined ? {} : { from })
  await projector.start()
  await projector.settle()
  const { doc, release } = await replica.open(id)
  const post = () => valueOf(postEntry(doc, author, { text: 'the pool drains' }))
  const timed = async (work: () => unknown): Promise<number> => {
    const times: number[] = []
    for (let run = 0; run <= RUNS; run += 1) {
      work()
      const startedAt = performance.now()
      await projector.settle()
      times.push(performance.now() - startedAt)
    }
    return median(times.slice(1))
  }
  const made: EntryId[] = []
  const figures = {
    post: await timed(() => made.push(post())),
    type: await timed(() => findEntryText(doc, made[0]!)!.insert(0, 'x'))
  }
  release()
  await projector.close()
  projection.close()
  await replica.close()
  return figures
}
