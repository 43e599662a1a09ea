import { expect, it } from 'vitest'
import { Shares } from './shares.ts'

it('bounds each holder and all together, and forgets what is given back', () => {
  const shares = new Shares({ total: 10, each: 4 })
  expect([shares.take('a', 3), shares.take('a', 1), shares.take('a', 1)]).toEqual([undefined, undefined, 'each'])
  expect([shares.take('b', 4), shares.take('c', 3), shares.take('c', 2)]).toEqual([undefined, 'total', undefined])
  shares.give('a', 3)
  expect([shares.total, shares.take('a', 3)]).toEqual([7, undefined])
  for (const [holder, amount] of [
    ['a', 4],
    ['b', 4],
    ['c', 2],
  ] as const)
    shares.give(holder, amount)
  expect(shares.total).toBe(0)
})

it('lets one piece in that is larger than the share of each, while there is room for it', () => {
  const shares = new Shares({ total: 10, each: 4 })
  expect([shares.take('a', 9), shares.take('a', 1), shares.take('b', 9)]).toEqual([undefined, 'each', 'total'])
})
