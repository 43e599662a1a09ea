import { expect, it } from 'vitest'
import { SharedWork } from './shared-work.ts'

/** Works that end when they are told to, and how many run. */
function aBench(most: number) {
  const shared = new SharedWork<string>(most)
  const ends = new Map<string, (error?: Error) => void>()
  const started: string[] = []
  const ask = (name: string) =>
    shared.run(name, () => {
      started.push(name)
      return new Promise((resolve, reject) => ends.set(name, (error) => (error ? reject(error) : resolve(name))))
    })
  const end = async (name: string, error?: Error) => {
    ends.get(name)?.(error)
    await new Promise(setImmediate)
  }
  return { ask, end, started }
}

it('work of one name runs once for all who ask meanwhile, and anew after it', async () => {
  const { ask, end, started } = aBench(2)
  const answers = Promise.all([ask('a'), ask('a'), ask('a')])
  await end('a')
  expect(await answers).toEqual(['a', 'a', 'a'])
  const again = ask('a')
  await end('a')
  expect(await again).toBe('a')
  expect(started).toEqual(['a', 'a'])
})

it('no more than so many run at once, and the others in their order, also behind one that failed', async () => {
  const { ask, end, started } = aBench(2)
  const asked = ['a', 'b', 'c', 'd', 'e'].map((name) => ask(name).catch((error: Error) => error.message))
  expect(started).toEqual(['a', 'b'])
  await end('b', new Error('broke'))
  expect(started).toEqual(['a', 'b', 'c'])
  await end('a')
  expect(started).toEqual(['a', 'b', 'c', 'd'])
  for (const name of ['c', 'd', 'e']) await end(name)
  expect(await Promise.all(asked)).toEqual(['a', 'broke', 'c', 'd', 'e'])
  const last = ask('f')
  await end('f')
  expect(await last).toBe('f')
})
