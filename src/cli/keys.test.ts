import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommandHere } from '../../test/harness/command.ts'
import { startTestServer, TEST_SECRET, type TestServer, until } from '../../test/harness/server.ts'
import { generateKey } from '../services/api-keys/format.ts'
import { createOrganization } from '../services/organizations/create.ts'
import { setShowKeysOnce } from '../services/organizations/set-show-keys-once.ts'

const NOWHERE = join(tmpdir(), 'openidv-of-nobody')

/** Runs a command where there is neither a data folder nor a database. */
function inspect(text: string) {
  return runCommandHere(NOWHERE, ['keys', 'inspect', text], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })
}

describe('keys inspect', () => {
  it('knows a well-formed key without a server, and leaves no data folder', async () => {
    const key = generateKey('sandbox')
    const { stdout, code } = await inspect(key)
    expect([code, stdout]).toEqual([0, expect.stringContaining('sandbox')])
    expect(stdout).not.toContain(key.slice(8))
    expect(existsSync(NOWHERE)).toBe(false)
  })

  it('says of any other string what is wrong, without repeating it', async () => {
    const mistyped = `sk_test_${generateKey('live').slice(8)}`
    for (const [text, problem] of [
      [mistyped, 'checksum is wrong'],
      [`sk_live_${'ü'.repeat(10_000)}`, '10008 characters long'],
    ] as const) {
      const { stderr, stdout, code } = await inspect(text)
      expect([code, stdout]).toEqual([1, ''])
      expect(stderr).toContain(problem)
      expect(stderr).not.toContain(text.slice(9))
    }
  })
})

describe('commands beside a running server', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer()
  })
  afterAll(() => server.close())

  async function run(...args: string[]) {
    const env = { DATABASE_URL: server.database.url, OPENIDV_SECRET_KEY: TEST_SECRET }
    const { stdout, stderr, code } = await runCommandHere(server.ctx.config.dataDir, args, env)
    if (code !== 0) throw new Error(stderr)
    return stdout.trim()
  }

  async function statusOf(key: string): Promise<number> {
    // The commands are processes of their own, and go by the machine's clock.
    server.clock.set(Date.now())
    return (await server.request('GET', '/v1/auth/verify', { key })).status
  }

  it('take a key through its life, and the server follows by itself', async () => {
    const organization = ['--organization', server.organization.id]
    const made = await run('keys', 'create', ...organization, '--environment', 'live', '--name', 'Shop', '--json')
    const { id, key } = JSON.parse(made)
    expect(await statusOf(key)).toBe(200)
    expect(await run('keys', 'reveal', id)).toBe(key)
    await run('keys', 'rename', id, '--name', 'Web shop')
    await run('keys', 'restrict', id, '--ips', '192.0.2.0/24', '--scopes', 'sessions:read', '--expires', '30d')
    await until(async () => (await statusOf(key)) === 403)
    const listed = JSON.parse(await run('keys', 'list', ...organization, '--json'))
    expect(listed.find((other: { id: string }) => other.id === id)).toMatchObject({
      name: 'Web shop',
      scopes: ['sessions:read'],
      ipAllowlist: ['192.0.2.0/24'],
    })
    await run('keys', 'restrict', id, '--ips', 'any')
    await until(async () => (await statusOf(key)) === 200)
    const fresh = JSON.parse(await run('keys', 'regenerate', id, '--json'))
    await until(async () => (await statusOf(key)) === 401)
    expect(await statusOf(fresh.key)).toBe(200)
    await run('keys', 'revoke', fresh.id)
    await until(async () => (await statusOf(fresh.key)) === 401)
  }, 240_000)

  it('set limits, show-once and status of an organization', async () => {
    const organization = ['--organization', server.organization.id]
    const { liveKey } = server.organization
    expect(await statusOf(liveKey)).toBe(200)
    const limits = await run(
      'limits',
      'set',
      ...organization,
      '--rate',
      '50',
      '--burst',
      '70',
      '--daily',
      '20000',
      '--json',
    )
    expect(JSON.parse(limits)).toEqual({ rate_per_second: 50, burst: 70, daily_quota: 20_000 })
    const policyOf = async () => {
      const answer = await server.request('GET', '/v1/auth/verify', { key: liveKey })
      return String(answer.headers['ratelimit-policy'])
    }
    await until(async () => (await policyOf()).includes('"second";q=50'))
    const reset = await run('limits', 'set', ...organization, '--rate', 'default', '--json')
    expect(JSON.parse(reset)).toEqual({ rate_per_second: 25, burst: 70, daily_quota: 20_000 })

    const listed = async () => JSON.parse(await run('organizations', 'list', '--json'))[0]
    expect(await listed()).toMatchObject({ organization_name: 'Acme', status: 'active', deletion_due_at: null })
    await server.ctx.db
      .updateTable('organizations')
      .set({ deletionDueAt: new Date(Date.UTC(2026, 11, 1)) })
      .execute()
    expect(await run('organizations', 'list')).toContain('Acme  (to be deleted on 2026-12-01T00:00:00.000Z)')
    await server.ctx.db.updateTable('organizations').set({ deletionDueAt: null }).execute()
    await run('organizations', 'set', ...organization, '--show-keys-once', 'true', '--status', 'suspended')
    await until(async () => (await statusOf(liveKey)) === 401)
    await expect(run('limits', 'set', ...organization, '--rate', '0')).rejects.toThrow('whole number from 1')
  }, 240_000)

  it('add, list and delete a webhook endpoint', async () => {
    const organization = ['--organization', server.organization.id]
    const add = (...more: string[]) =>
      run('webhooks', 'create', ...organization, '--environment', 'live', '--url', 'https://example.com/hook', ...more)
    const made = JSON.parse(await add('--events', 'all', '--json'))
    expect(made).toEqual({ id: expect.any(String), secret: expect.stringMatching(/^whsec_[\w+/]{43}=$/) })
    await add('--events', 'session.created,session.status.failed', '--name', 'Ours')
    await expect(add('--events', 'session.unknown')).rejects.toThrow('session.unknown is none of session.created')
    await expect(add()).rejects.toThrow('--events')
    const listed = await run('webhooks', 'list', ...organization)
    expect(listed).toMatch(/all\s+example\.com\n[^\n]+session\.created,session\.status\.failed\s+Ours/)
    expect(listed).not.toContain(made.secret)
    await run('webhooks', 'delete', made.id)
    expect(JSON.parse(await run('webhooks', 'list', ...organization, '--json'))).toHaveLength(1)
    await expect(run('webhooks', 'delete', made.id)).rejects.toThrow('There is no webhook endpoint')
  })

  it('move what is sealed to the current secret, and say what has to be used first', async () => {
    await setShowKeysOnce(server.ctx, { kind: 'operator', organizationId: server.organization.id }, true)
    await createOrganization(server.ctx, { name: 'Sealed' })
    await sql`
      with person as (insert into auth_users (name, email) values ('Ada', 'ada@example.com') returning id)
      insert into auth_two_factors (user_id, secret, backup_codes) select id, 'sealed', 'sealed' from person
    `.execute(server.ctx.db)
    const { stdout } = await runCommandHere(server.ctx.config.dataDir, ['secrets', 'rewrap'], {
      DATABASE_URL: server.database.url,
      OPENIDV_SECRET_KEY: 'the secret after a rotation that is as long as any of the others',
      OPENIDV_PREVIOUS_SECRET_KEYS: TEST_SECRET,
    })
    expect(stdout).toContain('current OPENIDV_SECRET_KEY: 2 API keys, 0 data keys')
    expect(stdout).toContain('1 second factor: no sign-in until it is taken away')
    expect(stdout).toMatch(
      /\d+ API keys that are shown once: each moves when it is used next, or regenerate it \(under earlier secret 1\)/,
    )
  }, 120_000)
})
