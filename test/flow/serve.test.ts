import { chown, readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBarrier } from '../../src/db/embedded/owner.ts'
import { findRunningEmbedded } from '../../src/db/embedded/start.ts'
import { runCommandHere } from '../harness/command.ts'
import { createFolder } from '../harness/folder.ts'
import { runCommandProcess, type ServerProcess, startServerProcess } from '../harness/process.ts'

const TIMEOUT_MS = 240_000

/** The printed curl, with its address replaced by the loopback one. */
function readCurl(server: ServerProcess): { key: string; body: string } {
  const key = /-H "x-api-key: (sk_live_\w+)"/.exec(server.output())?.[1] ?? ''
  const body = /-d '(\{.*\})'/.exec(server.output())?.[1] ?? ''
  return { key, body }
}

function post(server: ServerProcess, key: string, body: string): Promise<Response> {
  const headers = { 'x-api-key': key, 'content-type': 'application/json' }
  return fetch(`${server.baseUrl}/v1/sessions`, { method: 'POST', headers, body })
}

describe('npm start', () => {
  let dataDir: string
  let server: ServerProcess
  beforeAll(async () => {
    dataDir = await createFolder('serve')
    server = await startServerProcess(dataDir)
  }, TIMEOUT_MS)
  afterAll(async () => {
    if (server.child.exitCode === null && server.child.signalCode === null) await server.end('SIGTERM')
  }, TIMEOUT_MS)

  it(
    'prints a curl that works when pasted; after kill -9 finds its session again and prints no secret',
    async () => {
      const { key, body } = readCurl(server)
      const created = await post(server, key, body)
      expect(created.status).toBe(200)
      const { id } = (await created.json()) as { id: string }

      await server.end('SIGKILL')
      server = await startServerProcess(dataDir)
      const found = await fetch(`${server.baseUrl}/v1/sessions/${id}`, { headers: { 'x-api-key': key } })
      expect(found.status).toBe(200)
      expect(server.output()).not.toMatch(/sk_(live|test)_|password/)
      expect(server.output()).toContain('Sign-in and keys of the demo organization: npm run openidv -- seed')
    },
    TIMEOUT_MS,
  )

  it(
    'a second server on the same data folder is refused with the other one’s process id',
    async () => {
      const second = await runCommandProcess(dataDir, ['serve'], { OPENIDV_PORT: '0' })
      expect(second.code).toBe(1)
      expect(second.stderr).toContain(String(server.child.pid))
    },
    TIMEOUT_MS,
  )

  it(
    'commands work beside it: seed answers the same every time, keys and tokens take effect at once',
    async () => {
      const seeds = [
        await runCommandProcess(dataDir, ['seed', '--json']),
        await runCommandHere(dataDir, ['seed', '--json']),
      ]
      expect(seeds[0]?.stdout).toBe(seeds[1]?.stdout)
      const seeded = JSON.parse(seeds[0]?.stdout ?? '') as Record<string, string>
      expect(Object.keys(seeded)).toEqual([
        'organization_id',
        'organization_name',
        'console_email',
        'console_password',
        'live_key',
        'sandbox_key',
      ])

      const organization = ['--organization', seeded.organization_id ?? '']
      const made = await runCommandHere(dataDir, [
        'keys',
        'create',
        ...organization,
        '--environment',
        'live',
        '--name',
        'second',
        '--json',
      ])
      const { id, key } = JSON.parse(made.stdout) as { id: string; key: string }
      const verify = () => fetch(`${server.baseUrl}/v1/auth/verify`, { headers: { 'x-api-key': key } })
      expect((await verify()).status).toBe(200)
      expect((await runCommandHere(dataDir, ['keys', 'revoke', id])).code).toBe(0)
      expect((await verify()).status).toBe(401)

      const granted = await runCommandHere(dataDir, ['tokens', 'grant', ...organization, '--amount', '7'])
      expect(granted.stdout).toMatch(/^Granted 7 tokens/)
      expect((await runCommandHere(dataDir, ['tokens', 'grant', ...organization, '--amount', '0'])).code).toBe(1)
    },
    TIMEOUT_MS,
  )

  it(
    'the member that it printed can sign in, and a wrong password is told apart from nothing',
    async () => {
      const seeded = JSON.parse((await runCommandProcess(dataDir, ['seed', '--json'])).stdout) as Record<string, string>
      const signIn = (email: string, password: string) =>
        fetch(`${server.baseUrl}/api/auth/sign-in/email`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', origin: server.baseUrl.replace('127.0.0.1', 'localhost') },
          body: JSON.stringify({ email, password }),
        })
      const good = await signIn(seeded.console_email ?? '', seeded.console_password ?? '')
      expect(good.status).toBe(200)
      expect(good.headers.getSetCookie().join()).toContain('HttpOnly')
      const wrongPassword = await signIn(seeded.console_email ?? '', 'wrong password 123')
      const unknown = await signIn('nobody@openidv.local', 'wrong password 123')
      const withoutId = async (answer: Response) => ({
        ...((await answer.json()) as object),
        request_id: answer.status,
      })
      expect(await withoutId(wrongPassword)).toEqual(await withoutId(unknown))
    },
    TIMEOUT_MS,
  )

  it(
    'SIGINT ends it in order: exit code 0, no PostgreSQL left',
    async () => {
      expect(await server.end('SIGINT')).toBe(0)
      expect(await findRunningEmbedded(dataDir)).toBeUndefined()
    },
    TIMEOUT_MS,
  )
})

const isRoot = process.getuid?.() === 0

it.runIf(isRoot)('in production root is refused, before anything is made, and told what to do', async () => {
  const dataDir = await createFolder('root')
  const refused = await runCommandProcess(dataDir, ['serve'], { NODE_ENV: 'production', OPENIDV_PORT: '0' })
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain('In production OpenIDV does not serve as root')
  expect(refused.stderr).toContain('docs/guides/production.md')
  expect(await readdir(dataDir)).toEqual([])
})

/** Any user with a name, which initdb asks for. */
const daemon = { uid: 1, gid: 1 }
const canServe = !isRoot || findBarrier(dirname(process.execPath), daemon) === undefined

it.runIf(canServe)(
  'in production an ordinary user serves, and nothing is seeded',
  async () => {
    const dataDir = await createFolder('production')
    if (isRoot) await chown(dataDir, daemon.uid, daemon.gid)
    const server = await startServerProcess(dataDir, { NODE_ENV: 'production' }, isRoot ? daemon : {})
    try {
      expect(server.output()).not.toContain('sk_live_')
      expect((await readFile(join(dataDir, 'secret.key'), 'utf8')).length).toBe(64)
      const founded = await runCommandProcess(dataDir, ['organizations', 'create', '--name', 'Acme', '--json'])
      const { live_key } = JSON.parse(founded.stdout) as { live_key: string }
      const verify = await fetch(`${server.baseUrl}/v1/auth/verify`, { headers: { 'x-api-key': live_key } })
      expect(await verify.json()).toMatchObject({ valid: true, organization: { name: 'Acme' } })
    } finally {
      await server.end('SIGTERM')
    }
  },
  TIMEOUT_MS,
)
