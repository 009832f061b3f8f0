import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfOld } from '#main/cli/build.ts'
import { runToEnd } from '#main/cli/runToEnd.mjs'
import { findChromium } from '#main/loopback/chromium.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const PACKAGES = ['chromium', 'fonts-dejavu-core']

/** Types, then every test. `args` go to vitest; exits with its code after one line of counts. */
export async function runTests(args: string[]): Promise<never> {
  ensureChromium()
  try {
    buildIfOld()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return finish(1, { passed: 0, failed: 1, skipped: 0 })
  }
  const checkCode = await runNode('svelte-check/bin/svelte-check', [
    '--tsconfig',
    'tsconfig.json',
    '--fail-on-warnings',
    '--output',
    'human'
  ])
  const { code, counts } = await runVitest(args)
  if (checkCode !== 0) console.error('The types or components have errors, listed above. They count as one failed test.')
  return finish(code || checkCode, { ...counts, failed: counts.failed + (checkCode === 0 ? 0 : 1) })
}

interface Counts {
  passed: number
  failed: number
  skipped: number
}

/** The last line anybody reads. */
function finish(code: number, { passed, failed, skipped }: Counts): never {
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
  process.exit(code)
}

async function runVitest(args: string[]): Promise<{ code: number; counts: Counts }> {
  const dir = mkdtempSync(join(tmpdir(), 'muster-summary-'))
  const file = join(dir, 'counts.json')
  const reporters = ['--reporter', 'default', '--reporter', './test/summaryReporter.ts']
  const code = await runNode('vitest/vitest.mjs', ['run', ...reporters, ...args], { MUSTER_TEST_SUMMARY: file })
  const counts = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Counts) : { passed: 0, failed: 1, skipped: 0 }
  rmSync(dir, { recursive: true })
  return { code, counts }
}

/** With this very Node first in the path: what the tests start themselves needs it as well. */
function runNode(script: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  const path = [dirname(process.execPath), process.env['PATH']].join(delimiter)
  return runToEnd(process.execPath, [join(ROOT, 'node_modules', script), ...args], {
    cwd: ROOT,
    env: { ...process.env, PATH: path, ...env }
  })
}

function ensureChromium(): void {
  if (findChromium()) return
  const install = `apt-get install -y --no-install-recommends ${PACKAGES.join(' ')}`
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Chromium for the end-to-end tests …')
    for (const command of ['apt-get update', install]) {
      const [program, ...args] = command.split(' ')
      const { status, stderr } = spawnSync(program!, args, { encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
      if (status !== 0) console.error(stderr)
    }
  }
  if (findChromium()) return
  console.error(`The end-to-end tests need a Chromium. Run: sudo ${install}   (or name one in MUSTER_CHROMIUM)`)
  process.exit(1)
}
