/** Proves how equal things are counted together, and that none is lost. */
import { expect, it } from 'vitest'
import { Tally } from './tally.ts'

const aTally = (most = 10) => new Tally<string>({ periodMs: 1000, most })
const times = (taken: ReadonlyArray<{ key: string; times: number }>) => taken.map(({ key, times: n }) => [key, n])

it('the first is due at once, those that follow it within the period together at its end', () => {
  const tally = aTally()
  tally.add('a', 'first', 0)
  expect(times(tally.take(0))).toEqual([['a', 1]])
  for (let n = 0; n < 5; n++) tally.add('a', `n ${n}`, 500)
  expect(tally.take(999)).toEqual([])
  expect(tally.take(1000)).toMatchObject([{ key: 'a', value: 'n 0', times: 5 }])
})

it('one that comes after the period is a first one again, and at the end everything is taken', () => {
  const tally = aTally()
  tally.add('a', '', 0)
  tally.take(0)
  tally.add('a', '', 1000)
  expect(times(tally.take(1000))).toEqual([['a', 1]])
  tally.add('a', '', 1001)
  expect(times(tally.take(Number.POSITIVE_INFINITY))).toEqual([['a', 1]])
})

it('refuses beyond its bound, but neither an equal thing nor one that is put back', () => {
  const tally = aTally(2)
  expect([tally.add('a', '', 0), tally.add('b', '', 0), tally.add('c', '', 0), tally.add('a', '', 0)]).toEqual([
    true,
    true,
    false,
    true,
  ])
  const taken = tally.take(0)
  tally.add('a', '', 1)
  tally.add('c', '', 1)
  tally.putBack(taken)
  expect([tally.size, tally.isFull]).toEqual([3, true])
  expect(times(tally.take(1)).toSorted()).toEqual([
    ['a', 3],
    ['b', 1],
    ['c', 1],
  ])
})
