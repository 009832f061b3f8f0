/** The line of a small graph, broken where there is no value. From zero, because its length is read as an amount. */
export function sparkPath(values: readonly (number | null)[], width: number, height: number): string {
  const high = values.reduce<number>((max, value) => Math.max(max, value ?? 0), 0)
  const place = (value: number, index: number): string => {
    const x = values.length < 2 ? width : (index / (values.length - 1)) * width
    return `${x.toFixed(1)} ${(height - (high === 0 ? 0 : value / high) * height).toFixed(1)}`
  }
  return values
    .map((value, index) => {
      if (value === null) return ''
      const isStart = index === 0 || values[index - 1] === null
      const isAlone = isStart && (values[index + 1] ?? null) === null
      return `${isStart ? 'M' : 'L'}${place(value, index)}${isAlone ? 'h.01' : ''}`
    })
    .join('')
}
