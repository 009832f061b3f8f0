import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule, TestRunEndReason } from 'vitest/node'

/** Counts the tests of a whole run into the file named by MUSTER_TEST_SUMMARY, for the last line of `npm test`. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[], reason: TestRunEndReason): void {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 }
    for (const module of modules) count(module, counts)
    for (const test of modules.flatMap((module) => [...module.children.allTests()])) {
      if (test.diagnostic()?.flaky) console.log(`Passed only when tried again: ${test.fullName}`)
    }
    if (reason === 'interrupted') counts.failed += 1
    const file = process.env['MUSTER_TEST_SUMMARY']
    if (file) writeFileSync(file, JSON.stringify(counts))
  }
}

/** A file or suite that breaks before its tests run counts as one failure, so that it cannot pass unseen. */
function count(module: TestModule, counts: { passed: number; failed: number; skipped: number }): void {
  const tests = [...module.children.allTests()]
  for (const test of tests) {
    const { state } = test.result()
    if (state === 'passed' || state === 'failed') counts[state] += 1
    else counts.skipped += 1
  }
  const isBroken = module.state() === 'failed' && !tests.some((test) => test.result().state === 'failed')
  if (isBroken) counts.failed += 1
}
