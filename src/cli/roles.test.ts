import { describe, expect, it } from 'vitest'
import { parseConfig } from '../config.ts'
import { EVERY_ROLE } from '../lib/roles.ts'
import type { CommandOptions } from './command-options.ts'
import { rolesOf } from './roles.ts'

const SHARED = { DATABASE_URL: 'postgres://localhost/openidv' }

function read(only: string | undefined, env: Record<string, string> = SHARED): string[] {
  const options = { config: parseConfig(env), values: { only } } as unknown as CommandOptions
  return [...rolesOf(options)]
}

describe('--only', () => {
  it('names one role or more, and every role where it is missing', () => {
    expect(read('http')).toEqual(['http'])
    expect(read('vision, worker,vision')).toEqual(['vision', 'worker'])
    expect(read(undefined, {})).toEqual([...EVERY_ROLE])
  })

  it.each(['models', 'http,', 'HTTP', 'http worker'])('refuses %j, and says what there is', (words) => {
    expect(() => read(words)).toThrow('--only: must be one or more of http, worker, vision, between commas')
  })

  it('leaves no part undone: an embedded database, which no other node reaches, needs every role', () => {
    expect(() => read('http,worker', {})).toThrow('--only: needs DATABASE_URL')
    expect(read('http,worker,vision', {})).toHaveLength(3)
  })
})
