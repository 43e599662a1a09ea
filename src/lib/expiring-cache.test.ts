import { expect, it } from 'vitest'
import { ExpiringCache } from './expiring-cache.ts'

const life = () => 10

it('an answer is used until it expires', async () => {
  const cache = new ExpiringCache<number>(5)
  let looks = 0
  const look = async () => ++looks
  expect(await cache.get('a', 0, look, life)).toBe(1)
  expect(await cache.get('a', 9, look, life)).toBe(1)
  expect(await cache.get('a', 10, look, life)).toBe(2)
})

it('a drop is not undone by a look-up that began before it', async () => {
  const cache = new ExpiringCache<string>(5)
  let finish: (value: string) => void = () => undefined
  const slow = cache.get('a', 0, () => new Promise((resolve) => (finish = resolve)), life)
  cache.drop('a')
  finish('before the drop')
  await slow
  expect(await cache.get('a', 1, async () => 'after the drop', life)).toBe('after the drop')
})

it('the oldest answers make room', async () => {
  const cache = new ExpiringCache<string>(2)
  for (const key of ['a', 'b', 'c']) await cache.get(key, 0, async () => key, life)
  expect(await cache.get('a', 1, async () => 'again', life)).toBe('again')
  expect(await cache.get('c', 1, async () => 'again', life)).toBe('c')
})

it('answers can be forgotten by what they are, also while another look-up is under way', async () => {
  const cache = new ExpiringCache<number>(5)
  for (const [key, value] of [
    ['a', 1],
    ['b', 2],
    ['c', 1],
  ] as const)
    await cache.get(key, 0, async () => value, life)
  const found = Promise.withResolvers<number>()
  const pending = cache.get('d', 0, () => found.promise, life)
  cache.dropWhere((value) => value === 1)
  found.resolve(1)
  expect(await pending).toBe(1)
  const again = async (key: string) => cache.get(key, 1, async () => 9, life)
  expect([await again('a'), await again('b'), await again('c'), await again('d')]).toEqual([9, 2, 9, 9])
})

it('callers who come during a look-up share it, but not after anything was forgotten', async () => {
  const cache = new ExpiringCache<number>(5)
  const found = [Promise.withResolvers<number>(), Promise.withResolvers<number>()]
  let looks = 0
  const look = () => found[looks++]?.promise ?? Promise.reject(new Error('a third look-up'))
  const [first, second] = [cache.get('a', 0, look, life), cache.get('a', 0, look, life)]
  cache.drop('b')
  const third = cache.get('a', 0, look, life)
  expect(looks).toBe(2)
  found[0]?.resolve(1)
  found[1]?.resolve(2)
  expect(await Promise.all([first, second, third])).toEqual([1, 1, 2])
  expect(await cache.get('a', 1, look, life)).toBe(2)
})

it('a look-up that fails, fails for all who wait for it and is tried again by the next', async () => {
  const cache = new ExpiringCache<number>(5)
  const fail = async () => Promise.reject(new Error('away'))
  const waiting = await Promise.allSettled([cache.get('a', 0, fail, life), cache.get('a', 0, fail, life)])
  expect(waiting.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await cache.get('a', 0, async () => 3, life)).toBe(3)
})
