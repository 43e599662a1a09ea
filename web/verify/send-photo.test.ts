/** Proves when a photo is sent again and when it is not. */
import { expect, it } from 'vitest'
import { HostedError, toErrorCode } from './api.ts'
import { retryWhileUnreachable } from './send-photo.ts'

/** Fails with each code in turn, then succeeds; records what happened in between. */
function aConnection(...codes: readonly string[]) {
  const left = [...codes]
  const log: string[] = []
  const work = async () => {
    const code = left.shift()
    log.push(code ?? 'stored')
    if (code) throw new HostedError(code)
    return 'stored'
  }
  const plan = {
    delaysMs: [1, 2],
    wait: async (ms: number) => void log.push(`wait ${ms}`),
    onWaiting: () => void log.push('told'),
  }
  return { log, run: () => retryWhileUnreachable(work, plan) }
}

it('a broken connection is tried again after each delay, and the applicant is told', async () => {
  const connection = aConnection('unreachable', 'unreachable')
  await expect(connection.run()).resolves.toBe('stored')
  expect(connection.log).toEqual(['unreachable', 'told', 'wait 1', 'unreachable', 'told', 'wait 2', 'stored'])
})

it('a photo that the server refuses is not sent again', async () => {
  const connection = aConnection('image_invalid')
  await expect(connection.run()).rejects.toMatchObject({ code: 'image_invalid' })
  expect(connection.log).toEqual(['image_invalid'])
})

it('it gives up when the delays are used up', async () => {
  await expect(aConnection('unreachable', 'unreachable', 'unreachable').run()).rejects.toThrow(HostedError)
})

it('faults of the server and of what stands before it count as unreachable, refusals keep their code', () => {
  expect(toErrorCode(502, undefined)).toBe('unreachable')
  expect(toErrorCode(503, { code: 'database_unavailable' })).toBe('unreachable')
  expect(toErrorCode(429, { code: 'rate_limited' })).toBe('unreachable')
  expect(toErrorCode(404, undefined)).toBe('unreachable')
  expect(toErrorCode(413, undefined)).toBe('body_too_large')
  expect(toErrorCode(413, { code: 'upload_quota_exceeded' })).toBe('upload_quota_exceeded')
  expect(toErrorCode(410, { code: 'session_expired' })).toBe('session_expired')
})
