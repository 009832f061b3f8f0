import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { drawGrowth, exponentOf, type Curve } from './growth.ts'

/*
 * W12: what things cost at a hundredth, a tenth and the whole size: workloads that have a size, asked at three of them. A table of how
 * each figure grows (cost ~ size to the power of), and a plot in test/bench/results/w12.svg. `W12 w7.ts` asks one file only.
 */
const SIZES = [1000, 10_000, 100_000]
const FILES = ['w7.ts', 'w7measures.ts', 'w8.ts', 'w9.ts', 'w10.ts']
const files = process.argv[2] ? [process.argv[2]] : FILES

interface Line {
  workload: string
  metric: string
  muster: number
  unit: string
}

const curves = new Map<string, Curve>()
for (const file of files) for (const size of SIZES) for (const line of run(file, size)) add(line, size)

const whole = [...curves.values()].filter(({ points }) => points.length === SIZES.length)
const widths = Math.max(...whole.map(({ name }) => name.length))
console.log(`W12  cost over size: ${SIZES.map((size) => size.toLocaleString('en')).join(', ')}`)
console.log(`  ${''.padEnd(widths)}  ${SIZES.map((size) => size.toLocaleString('en').padStart(10)).join('')}   grows as`)
for (const { name, points } of whole) {
  const costs = points.map(({ cost }) => String(Number(cost.toPrecision(3))).padStart(10)).join('')
  console.log(`  ${name.padEnd(widths)}  ${costs}   n^${exponentOf(points).toFixed(2)}`)
}
const folder = join(import.meta.dirname, 'results')
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'w12.svg'), drawGrowth(whole))
console.log('\nThe plot is test/bench/results/w12.svg.')

/** The figures a workload prints for machines. One that cannot run here is said, and left out. */
function run(file: string, size: number): Line[] {
  const { status, stdout } = spawnSync(process.execPath, [join(import.meta.dirname, file), String(size)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 26
  })
  if (status !== 0) console.error(`${file} at ${size.toLocaleString('en')} did not finish, and is left out.`)
  return status === 0 ? stdout.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Line] : [])) : []
}

/** A figure stands once for each rival: the first is enough. Names that hold the size are one figure. */
function add({ workload, metric, muster, unit }: Line, size: number): void {
  const own = metric.replace(/, beside .*/, '').replaceAll(size.toLocaleString('en'), 'n')
  const name = `${workload} ${own} (${unit})`
  const curve = curves.get(name) ?? { name, points: [] }
  if (!curve.points.some((point) => point.size === size)) curve.points.push({ size, cost: muster })
  curves.set(name, curve)
}
