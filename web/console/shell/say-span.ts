/** Says how much time passed, in the two largest units. */

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const

/** Whole seconds → `8 days`, `1 day 2 hours`. */
export function saySpan(seconds: number): string {
  let left = seconds
  const parts = UNITS.flatMap(([unit, size]) => {
    const count = Math.floor(left / size)
    left -= count * size
    return count > 0 ? [`${count} ${unit}${count === 1 ? '' : 's'}`] : []
  })
  return parts.slice(0, 2).join(' ') || '0 seconds'
}
