import { describe, expect, it } from 'vitest'
import { createLogger, loggablePath } from './log.ts'

function capture(write: (log: ReturnType<typeof createLogger>) => void, level = 'info'): string[] {
  const lines: string[] = []
  write(createLogger(level, { write: (line) => void lines.push(line) }))
  return lines
}

describe('the logger', () => {
  it('cuts secrets and personal data, at the top and one level down', () => {
    const fields = ['key', 'secret', 'password', 'authorization', 'cookie', 'email', 'phone', 'firstName', 'lastName']
    for (const field of [...fields, 'image']) {
      const [line] = capture((log) => log.info({ [field]: 'PRIVATE', inner: { [field]: 'PRIVATE' } }, 'event'))
      expect(line).not.toContain('PRIVATE')
      expect(line).toContain('[redacted]')
    }
    const headers = { 'x-api-key': 'PRIVATE' }
    expect(capture((log) => log.info({ headers, req: { headers } }, 'event'))[0]).not.toContain('PRIVATE')
  })

  it('tells class, message, code and cause of an error, and nothing else that hangs on it', () => {
    const cause = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (email)=(PRIVATE) exists' })
    const error = Object.assign(new Error('could not save', { cause }), { parameters: ['PRIVATE'], query: 'PRIVATE' })
    const [line] = capture((log) => log.error({ err: error }, 'request failed'))
    expect(line).not.toContain('PRIVATE')
    expect(JSON.parse(line ?? '')).toMatchObject({
      level: 'error',
      msg: 'request failed',
      err: { type: 'Error', message: 'could not save', cause: { code: '23505', message: 'duplicate key' } },
    })
    expect(capture((log) => log.error({ err: 'PRIVATE' }, 'thrown text'))[0]).not.toContain('PRIVATE')
  })

  it('keeps to its level', () => {
    expect(capture((log) => log.info('quiet'), 'warn')).toEqual([])
    expect(capture((log) => log.warn('loud'), 'warn')).toHaveLength(1)
  })
})

describe('a path in a log', () => {
  it('keeps the words of our own URLs', () => {
    for (const path of ['/', '/v1/sessions', '/v1/upload/presign', '/v1/openapi.json', '/assets/verify/assets']) {
      expect(loggablePath(path)).toBe(path)
    }
  })

  it('loses its query and every segment that can be a secret, an id, an address or a number', () => {
    const secrets = [
      'c0ffee00-0000-4000-8000-000000000001',
      'aB3dE6gH9jK2mN5pQ8rT1vW4yZ7bC0dF',
      'a'.repeat(32),
      'anna@example.com',
      'anna%40example.com',
      '+15192223333',
      '5192223333',
      'L898902C3',
      'sk_live_0123456789abcdefghijABCDEFGHIJ0123456789',
    ]
    for (const secret of secrets) {
      expect(loggablePath(`/v1/sessions/${secret}?email=${secret}`)).toBe('/v1/sessions/[redacted]')
    }
  })
})
