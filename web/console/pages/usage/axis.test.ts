import { describe, expect, it } from 'vitest'
import { chooseMarks } from './axis.ts'

/** Beginnings of buckets, the last at 12:00 in the zone of the machine. */
function bucketsBack(count: number, seconds: number): string[] {
  const endMs = new Date(2026, 10, 24, 12).getTime()
  return Array.from({ length: count }, (_, place) =>
    new Date(endMs - (count - 1 - place) * seconds * 1000).toISOString(),
  )
}

describe('the marks of the axis of time', () => {
  it.each([
    ['an hour', 60, 60, [10, 20, 30, 40, 50, 0]],
    ['a day', 96, 900, [0, 0, 0, 0, 0, 0, 0, 0]],
  ])('stand at round minutes within %s', (_name, count, seconds, minutes) => {
    const marks = chooseMarks(bucketsBack(count, seconds), seconds)
    expect(marks.map((at) => new Date(at).getMinutes())).toEqual(minutes)
  })

  it('stand where days begin within a week, and every few days beyond', () => {
    expect(chooseMarks(bucketsBack(84, 7200), 7200).map((at) => new Date(at).getDate())).toEqual([
      18, 19, 20, 21, 22, 23, 24,
    ])
    expect(chooseMarks(bucketsBack(30, 86_400), 86_400)).toHaveLength(6)
    expect(chooseMarks(bucketsBack(90, 86_400), 86_400)).toHaveLength(6)
  })
})
