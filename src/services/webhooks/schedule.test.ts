import { describe, expect, test } from 'vitest'
import { nextAttemptInMs } from './schedule.ts'

describe('a delivery that fails and fails', () => {
  test('is tried at 5 s, 1 min, 5 min, 30 min, 2 h, 6 h, 12 h and every 12 h up to 3 days', () => {
    const offsets: number[] = []
    let atMs = 0
    for (let inMs = nextAttemptInMs(atMs, 0); inMs !== undefined; inMs = nextAttemptInMs(atMs, 0)) {
      atMs += inMs
      offsets.push(atMs / 1000)
    }
    const [second, minute, hour] = [1, 60, 3600]
    expect(offsets).toEqual([
      ...[5 * second, minute, 5 * minute, 30 * minute],
      ...[2, 6, 12, 24, 36, 48, 60, 72].map((hours) => hours * hour),
    ])
  })

  test('spreads by a fifth of the pause, and pauses for five seconds at least', () => {
    expect(nextAttemptInMs(60_000, 1)).toBe(240_000 * 1.2)
    expect(nextAttemptInMs(59_000, 0)).toBe(5000)
  })
})
