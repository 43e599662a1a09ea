import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { parseConfig } from './config.ts'
import { SETTINGS } from './settings.ts'
import { ConfigError, Secret } from './settings-reader.ts'

function problemsOf(env: Readonly<Record<string, string>>): string[] {
  try {
    parseConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n')
    throw error
  }
  return []
}

describe('the configuration', () => {
  it('works on a laptop without a single variable', () => {
    const config = parseConfig({})
    expect(config).toMatchObject({
      production: false,
      http: { host: '127.0.0.1', port: 4000, baseUrl: 'http://localhost:4000', trustProxy: false },
      limits: { ratePerSecond: 25, burst: 35, dailyQuota: 10_000 },
      billing: { signupGrantTokens: 10_000 },
      console: { signUp: 'open', secondFactor: 'optional', organizationsPerPerson: 5, operatorContact: undefined },
      vision: { faceMatchThreshold: 0.45, faceReviewThreshold: 0.3 },
    })
    expect([config.database.url, config.redis.url, config.secrets.secretKey]).toEqual([undefined, undefined, undefined])
  })

  it.each([
    ['on a laptop', {}, 'open'],
    ['on port 0 of a laptop', { OPENIDV_PORT: '0', OPENIDV_HOST: '::1' }, 'open'],
    ['in production', { NODE_ENV: 'production' }, 'invited'],
    ['on every address', { OPENIDV_HOST: '0.0.0.0' }, 'invited'],
    ['behind a proxy on this machine', { OPENIDV_BASE_URL: 'https://verify.example.com' }, 'invited'],
    ['behind a proxy that is trusted', { OPENIDV_TRUST_PROXY: 'true' }, 'invited'],
    ['where the operator opens it', { NODE_ENV: 'production', OPENIDV_CONSOLE_SIGN_UP: 'open' }, 'open'],
    ['where the operator closes it', { OPENIDV_CONSOLE_SIGN_UP: 'invited' }, 'invited'],
  ] as const)('lets people sign up %s as it should', (_where, env, expected) => {
    expect(parseConfig(env).console.signUp).toBe(expected)
  })

  it('asks everybody for a second factor in production, and anywhere else where the operator says so', () => {
    const secondFactorOf = (env: Record<string, string>) => parseConfig(env).console.secondFactor
    expect(secondFactorOf({ NODE_ENV: 'production' })).toBe('required')
    expect(secondFactorOf({ OPENIDV_SECOND_FACTOR: 'required' })).toBe('required')
    expect(secondFactorOf({ NODE_ENV: 'production', OPENIDV_SECOND_FACTOR: 'optional' })).toBe('optional')
    expect(problemsOf({ OPENIDV_SECOND_FACTOR: 'maybe' })).toHaveLength(1)
  })

  it('knows the disk, the database and buckets as places of files, and nothing else', () => {
    const placeOf = (text: string) => parseConfig({ OPENIDV_BLOBS: text }).blobs.place
    expect(['', 'disk', 'postgres'].map(placeOf)).toEqual([{ kind: 'disk' }, { kind: 'disk' }, { kind: 'postgres' }])
    expect(placeOf('s3://my-bucket')).toEqual({ kind: 's3', bucket: 'my-bucket', prefix: '' })
    expect(placeOf('s3://my-bucket/a/b/')).toEqual({ kind: 's3', bucket: 'my-bucket', prefix: 'a/b' })
    for (const wrong of ['s3', 's3://', 's3://B', 's3://my-bucket/ä', 'https://s3.test/my-bucket', './folder']) {
      expect(problemsOf({ OPENIDV_BLOBS: wrong })).toHaveLength(1)
    }
  })

  it('gives S3 of others a region, and leaves that of Amazon to its SDK', () => {
    const regionOf = (env: Record<string, string>) => parseConfig(env).blobs.s3Region
    expect(regionOf({ OPENIDV_S3_ENDPOINT: 'http://minio.internal:9000' })).toBe('us-east-1')
    expect(regionOf({ OPENIDV_S3_ENDPOINT: 'http://minio.internal:9000', AWS_REGION: 'home' })).toBe('home')
    expect(regionOf({})).toBeUndefined()
  })

  it('takes an e-mail address or a URL for the operator’s contact', () => {
    for (const contact of ['operations@example.com', 'https://example.com/tokens']) {
      expect(parseConfig({ OPENIDV_OPERATOR_CONTACT: contact }).console.operatorContact).toBe(contact)
    }
    for (const contact of ['ask me', 'javascript:alert(1)']) {
      expect(problemsOf({ OPENIDV_OPERATOR_CONTACT: contact })).toHaveLength(1)
    }
  })

  it('takes empty and blank variables for unset ones', () => {
    const blank = Object.fromEntries(Object.values(SETTINGS).map(({ name }) => [name, '  ']))
    expect(parseConfig(blank)).toEqual(parseConfig({}))
  })

  it('reports every problem at once, each with its variable and an example that works', () => {
    const problems = problemsOf({
      OPENIDV_PORT: '70000',
      OPENIDV_BASE_URL: 'verify.example.com',
      OPENIDV_TRUST_PROXY: 'yes',
      OPENIDV_LOG_LEVEL: 'loud',
      OPENIDV_SECRET_KEY: 'too short',
      OPENIDV_RATE_PER_SECOND: '-1',
      OPENIDV_DAILY_QUOTA: '1e4',
      OPENIDV_PRICES: '{"ID_VERIFICATION":1.5}',
      OPENIDV_FACE_MATCH_THRESHOLD: '45',
    })
    expect(problems).toHaveLength(9)
    for (const problem of problems) {
      const [, name = '', example = ''] = /^(\w+) .*, for example \1=(.*)$/.exec(problem) ?? []
      expect(name).toMatch(/^OPENIDV_/)
      const value = example.replace(/^'(.*)'$/, '$1').replace('"$(openssl rand -hex 32)"', 'ab'.repeat(32))
      expect(problemsOf({ [name]: value })).toEqual([])
    }
  })

  it('sends mail where a server is set, keeps it for a developer, and else sends none', () => {
    const smtp = {
      OPENIDV_SMTP_URL: 'smtps://u:hunter2@mail.example.com',
      OPENIDV_MAIL_FROM: 'Example <no-reply@example.com>',
    }
    const kindOf = (env: Record<string, string>) => parseConfig(env).mail.kind
    expect([{}, { NODE_ENV: 'production' }, { OPENIDV_HOST: '0.0.0.0' }, smtp].map(kindOf)).toEqual([
      ...['mailbox', 'none', 'none', 'smtp'],
    ])
    expect(JSON.stringify(parseConfig(smtp))).not.toContain('hunter2')
    for (const name of Object.keys(smtp)) expect(problemsOf({ ...smtp, [name]: '' })).toHaveLength(1)
    for (const url of ['mail.example.com', 'https://mail.example.com', 'smtp://u:hunter2@mail.example.com/?x=1']) {
      const problems = problemsOf({ ...smtp, OPENIDV_SMTP_URL: url })
      expect([problems.length, problems.join().includes('hunter2')]).toEqual([1, false])
    }
    expect(problemsOf({ ...smtp, OPENIDV_MAIL_FROM: 'a@example.com\nBcc: b@example.com' })).toHaveLength(1)
  })

  it('never repeats a secret in a problem', () => {
    expect(problemsOf({ OPENIDV_SECRET_KEY: 'hunter2' }).join()).not.toContain('hunter2')
  })

  it('refuses to let a request wait longer than its connection may rest', () => {
    const env = { OPENIDV_CHECK_WAIT_MS: '75000', OPENIDV_IDLE_TIMEOUT_MS: '75000' }
    expect(problemsOf(env)).toEqual([expect.stringContaining('OPENIDV_CHECK_WAIT_MS')])
    expect(problemsOf({ ...env, OPENIDV_CHECK_WAIT_MS: '74999' })).toEqual([])
  })

  it('refuses a review threshold above the match threshold', () => {
    const env = { OPENIDV_FACE_MATCH_THRESHOLD: '0.4', OPENIDV_FACE_REVIEW_THRESHOLD: '0.5' }
    expect(problemsOf(env)).toEqual([expect.stringContaining('OPENIDV_FACE_REVIEW_THRESHOLD')])
  })

  it.each([['{"NOT A NAME":1}'], ['{"ID_VERIFICATION":-1}'], ['{"ID_VERIFICATION":"50"}'], ['[]'], ['null'], ['{']])(
    'refuses the prices %s',
    (prices) => {
      expect(problemsOf({ OPENIDV_PRICES: prices })).toHaveLength(1)
    },
  )

  it('keeps the prices that replace list prices', () => {
    const { prices } = parseConfig({ OPENIDV_PRICES: '{"ID_VERIFICATION":40}' }).billing
    expect(prices).toEqual({ ID_VERIFICATION: 40 })
  })

  it('cuts the slash off the base URL, and splits earlier secrets', () => {
    const [a, b] = ['a'.repeat(64), 'b'.repeat(64)]
    const config = parseConfig({
      OPENIDV_BASE_URL: 'https://idv.example.com//',
      OPENIDV_PREVIOUS_SECRET_KEYS: `${a}, ${b}`,
    })
    expect(config.http.baseUrl).toBe('https://idv.example.com')
    expect(config.secrets.previousSecretKeys.map((secret) => secret.reveal())).toEqual([a, b])
  })
})

describe('a secret', () => {
  it('is shown by no usual way of printing it', () => {
    const config = parseConfig({
      DATABASE_URL: 'postgres://openidv:hunter2@localhost/openidv',
      REDIS_URL: 'redis://:hunter2@localhost',
      OPENIDV_SECRET_KEY: 'hunter2'.repeat(10),
    })
    const { url } = config.database
    const printed = [JSON.stringify(config), inspect(config, { depth: 9, showHidden: true }), `${url}`, String(url)]
    for (const text of printed) expect(text).not.toContain('hunter2')
    expect(config.database.url?.reveal()).toContain('hunter2')
    expect(inspect(new Secret('hunter2'))).not.toContain('hunter2')
  })
})
