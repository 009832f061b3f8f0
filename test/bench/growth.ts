/** What one figure costs at some sizes, in rising order. */
export interface Curve {
  name: string
  points: { size: number; cost: number }[]
}

/** The slope on logarithmic axes, by least squares: 0 is flat, 1 as the size. */
export function exponentOf(points: Curve['points']): number {
  const logs = points.map(({ size, cost }) => [Math.log(size), Math.log(Math.max(cost, 1e-6))] as const)
  const mean = (of: 0 | 1) => logs.reduce((sum, log) => sum + log[of], 0) / logs.length
  const [x, y] = [mean(0), mean(1)]
  const over = logs.reduce((sum, log) => sum + (log[0] - x) * (log[1] - y), 0)
  return over / logs.reduce((sum, log) => sum + (log[0] - x) ** 2, 0)
}

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [1200, 760, 60, 560, 30, 40]
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000']

/** All curves on logarithmic axes, each with its name at its end. */
export function drawGrowth(curves: readonly Curve[]): string {
  const points = curves.flatMap((curve) => curve.points)
  const scale = (values: number[], from: number, to: number) => {
    const [low, high] = [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))]
    return { low, high, at: (value: number) => from + ((Math.log10(value) - low) / Math.max(1, high - low)) * (to - from) }
  }
  const costOf = (cost: number) => Math.max(cost, 1e-3)
  const x = scale(
    points.map(({ size }) => size),
    LEFT,
    WIDTH - RIGHT
  )
  const y = scale(
    points.map(({ cost }) => costOf(cost)),
    HEIGHT - BOTTOM,
    TOP
  )
  const tens = ({ low, high }: { low: number; high: number }) => Array.from({ length: high - low + 1 }, (_, n) => 10 ** (low + n))
  const step = (HEIGHT - TOP - BOTTOM) / Math.max(1, curves.length - 1)
  const byEnd = [...curves].sort((a, b) => b.points.at(-1)!.cost - a.points.at(-1)!.cost)
  const parts = [
    ...tens(x).map((ten) => `<text x="${x.at(ten)}" y="${HEIGHT - 16}" text-anchor="middle">${ten.toLocaleString('en')}</text>`),
    ...tens(y).flatMap((ten) => [
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y.at(ten)}" y2="${y.at(ten)}" stroke="#ddd"/>`,
      `<text x="${LEFT - 8}" y="${y.at(ten) + 4}" text-anchor="end">${ten}</text>`
    ]),
    ...byEnd.flatMap(({ name, points: own }, n) => {
      const colour = COLOURS[n % COLOURS.length]!
      const last = own.at(-1)!
      const line = own.map(({ size, cost }) => `${x.at(size)},${y.at(costOf(cost))}`).join(' ')
      const at = TOP + n * step
      return [
        `<polyline points="${line}" fill="none" stroke="${colour}" stroke-width="1.5"/>`,
        `<line x1="${x.at(last.size)}" y1="${y.at(costOf(last.cost))}" x2="${WIDTH - RIGHT + 40}" y2="${at}" stroke="${colour}" stroke-width="0.5"/>`,
        `<text x="${WIDTH - RIGHT + 46}" y="${at + 3}" fill="${colour}">${escaped(name)}, n^${exponentOf(own).toFixed(2)}</text>`
      ]
    })
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="sans-serif" font-size="11"><rect width="100%" height="100%" fill="#fff"/>${parts.join('')}</svg>\n`
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
