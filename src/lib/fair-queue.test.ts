import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FairQueue } from './fair-queue.ts'

interface Item {
  readonly owner: string
  readonly serial: number
}

function queueOf(owners: readonly string[]): { queue: FairQueue<Item>; items: Item[] } {
  const queue = new FairQueue<Item>()
  const items = owners.map((owner, serial) => ({ owner, serial }))
  for (const item of items) queue.push(item.owner, item)
  return { queue, items }
}

const owners = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 60 })
const most = fc.integer({ min: 1, max: 20 })

describe('a fair queue', () => {
  it('gives out each item once, those of one owner in the order of their arrival', () => {
    fc.assert(
      fc.property(owners, most, (asked, room) => {
        const { queue, items } = queueOf(asked)
        const taken: Item[] = []
        while (queue.size > 0) {
          const batch = queue.take(room)
          expect(batch.length).toBe(Math.min(room, items.length - taken.length))
          taken.push(...batch)
        }
        expect(taken.map(({ serial }) => serial).toSorted((x, y) => x - y)).toEqual(items.map(({ serial }) => serial))
        for (const owner of new Set(asked)) {
          const serials = taken.filter((item) => item.owner === owner).map(({ serial }) => serial)
          expect(serials).toEqual(serials.toSorted((x, y) => x - y))
        }
      }),
    )
  })

  it('lets nobody have more than another who still waits, but for one item of a remainder', () => {
    fc.assert(
      fc.property(owners, most, (asked, room) => {
        const { queue, items } = queueOf(asked)
        const batch = queue.take(room)
        const count = (list: readonly Item[], owner: string) => list.filter((item) => item.owner === owner).length
        const waiting = [...new Set(asked)].filter((owner) => count(items, owner) > count(batch, owner))
        for (const owner of waiting) {
          for (const other of new Set(asked)) expect(count(batch, other) - count(batch, owner)).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('serves everybody within a few batches, however many owners there are', () => {
    const queue = new FairQueue<string>()
    for (let i = 0; i < 10; i++) queue.push(`owner ${i}`, `owner ${i}`)
    for (let i = 0; i < 1000; i++) queue.push('hot', 'hot')
    const first = [...queue.take(4), ...queue.take(4), ...queue.take(4)]
    expect(new Set(first).size).toBe(11)
  })
})
