import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { SilenceWatch } from './silence.ts'

it('a server that says nothing is given up', async () => {
  const watch = new SilenceWatch({ silenceMs: 50, mostMs: 500 })
  await expect(watch.wait(new Promise(() => undefined))).rejects.toThrow('no answer')
})

it('a long queue is waited for as long as answers keep coming', async () => {
  const watch = new SilenceWatch({ silenceMs: 200, mostMs: 5000 })
  const answers = Array.from({ length: 10 }, (_none, index) => watch.wait(wait((index + 1) * 60, index)))
  expect(await Promise.all(answers)).toHaveLength(10)
})

it('no answer is waited for beyond the most, however many others come', async () => {
  const watch = new SilenceWatch({ silenceMs: 200, mostMs: 300 })
  const others = Array.from({ length: 10 }, (_none, index) => watch.wait(wait((index + 1) * 60, index)))
  const startMs = performance.now()
  const results = await Promise.allSettled([watch.wait(new Promise(() => undefined)), ...others])
  expect(results[0]?.status).toBe('rejected')
  expect(performance.now() - startMs).toBeGreaterThanOrEqual(299)
})

it('a pause of our own event loop is not an outage: an answer that has arrived meanwhile counts', async () => {
  const watch = new SilenceWatch({ silenceMs: 50, mostMs: 500 })
  const answer = watch.wait(new Promise((resolve) => setImmediate(resolve, 'answer')))
  const untilMs = performance.now() + 150
  while (performance.now() < untilMs);
  expect(await answer).toBe('answer')
})

it('an error of the server is passed on', async () => {
  const watch = new SilenceWatch({ silenceMs: 50, mostMs: 500 })
  await expect(watch.wait(Promise.reject(new Error('OOM')))).rejects.toThrow('OOM')
})
