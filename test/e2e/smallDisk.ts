import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, rmdirSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A file system of its own, so small that it can be filled. */
export interface SmallDisk {
  dir: string
  /** Takes all that is free: whoever writes next is refused. */
  fill(): void
  free(): void
}

/** undefined: this machine does not let us mount one. Goes when the test is over. */
export function mountSmallDisk(megabytes: number): SmallDisk | undefined {
  const dir = mkdtempSync(join(tmpdir(), 'muster-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', dir], { stdio: 'ignore' })
  } catch {
    rmdirSync(dir)
    return undefined
  }
  onTestFinished(() => {
    execFileSync('umount', ['-l', dir])
    rmdirSync(dir)
  })
  const filler = join(dir, 'filler')
  return { dir, fill: () => fillUp(filler), free: () => rmSync(filler) }
}

function fillUp(path: string): void {
  const file = openSync(path, 'a')
  const block = Buffer.alloc(4096)
  try {
    for (;;) if (writeSync(file, block) < block.length) return
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  } finally {
    closeSync(file)
  }
}
