import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { facePicture, PASSPORT, passportPicture } from '../fixtures/pictures.ts'
import { compileCacheEnv } from '../harness/compile-cache.ts'
import { ROOT, readText } from '../repository/tree.ts'
import { answer, openEdge } from './edge.ts'
import { type ListeningServer, startListeningServer } from './listening-server.ts'

const TIMEOUT_MS = 120_000

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

let server: ListeningServer
let folder: string
let passport: string
let selfie: string
let stranger: string
/** Names of the examples that were run. */
const ran = new Set<string>()

beforeAll(async () => {
  server = await startListeningServer({ OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000' })
  folder = await mkdtemp(join(tmpdir(), 'openidv-examples-'))
  passport = join(folder, 'passport.jpg')
  selfie = join(folder, 'selfie.jpg')
  stranger = join(folder, 'stranger.jpg')
  await writeFile(passport, await passportPicture())
  await writeFile(selfie, await facePicture('holderSelfie'))
  await writeFile(stranger, await facePicture('strangerSelfie'))
}, TIMEOUT_MS)
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await server.close()
})

function environment(): Record<string, string> {
  return { OPENIDV_URL: server.url, OPENIDV_API_KEY: server.organization.liveKey }
}

function run(name: string, args: readonly string[] = [], env = environment()): Promise<Ended> {
  ran.add(name)
  return runFile(join(ROOT, 'examples', name), args, env)
}

function runFile(path: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
  const [program, programArgs] = path.endsWith('.sh') ? [path, []] : [process.execPath, [path]]
  const options = { env: { PATH: process.env.PATH, ...compileCacheEnv(), ...env }, timeout: TIMEOUT_MS }
  return new Promise((resolve) => {
    const child = execFile(program, [...programArgs, ...args], options, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }),
    )
  })
}

describe('the examples', { timeout: TIMEOUT_MS }, () => {
  it('create-session.ts prints a link that opens', async () => {
    const { code, stdout } = await run('create-session.ts')
    expect(code).toBe(0)
    const link = /applicant: (?<link>\S+)/.exec(stdout)?.groups?.link ?? ''
    expect((await server.ctx.db.selectFrom('sessions').select('externalId').execute())[0]?.externalId).toBe(
      'customer-1017',
    )
    const opened = await server.request('POST', '/hosted/open', { body: { secret: link.split('/').at(-1) } })
    expect(opened.status).toBe(200)
  })

  it('page-sessions.ts counts them', async () => {
    const { code, stdout } = await run('page-sessions.ts')
    expect([code, stdout]).toEqual([0, 'PENDING    1\n'])
  })

  it('verify-identity.ts prints the outcome', async () => {
    const { code, stdout } = await run('verify-identity.ts', [passport, selfie])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Verified\nDocument {2}passport of ANNA MARIA ERIKSSON\nFace {6}[\d.]+ of 100/)
    expect((await run('verify-identity.ts')).stderr).toContain('Usage:')
  })

  it('run-workflow.ts drives a session to its end, and says why a step was given back', async () => {
    const { code, stdout } = await run('run-workflow.ts', [passport, selfie])
    const ended = ['CONSENT          COMPLETED', 'ID_VERIFICATION  COMPLETED', 'Session          VERIFIED']
    const told = ['created', 'status.submitted', 'status.verified'].map((type) => `Event            session.${type}`)
    expect([code, stdout.trimEnd().split('\n')]).toEqual([0, [...ended, ...told]])
    const strange = await run('run-workflow.ts', [passport, stranger])
    expect([strange.code, strange.stderr]).toEqual([1, 'ID_VERIFICATION was given back: FACE_MISMATCH\n'])
    expect((await run('run-workflow.ts')).stderr).toContain('Usage:')
  })

  it('scan-document.sh prints the fields', async () => {
    const { code, stdout } = await run('scan-document.sh', [passport])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ documentNumber: PASSPORT.documentNumber })
  })

  it('the program of the guide runs as it is printed', async () => {
    const guide = readText('docs/guides/typescript-client.md')
    const [, program = ''] = /^```ts\n([\s\S]*?)^```$/m.exec(guide) ?? []
    expect(program).toContain("from './client/client.ts'")
    const path = join(folder, 'guide.ts')
    await writeFile(path, program.replaceAll("'./client/", `'${ROOT}/client/`))
    const { code, stdout } = await runFile(path, [], environment())
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^http:\S+\/v\/\S+\nPENDING\n$/)])
  })

  it('client-errors.ts says what to do when tokens or requests run out', async () => {
    expect((await run('client-errors.ts')).stdout).toMatch(/^Created [0-9a-f-]{36}\n$/)

    await server.ctx.db.updateTable('balances').set({ availableTokens: 0 }).execute()
    const poor = await run('client-errors.ts')
    expect([poor.code, poor.stdout]).toEqual([1, expect.stringContaining('Too few tokens')])

    const refusal = { code: 'quota_exceeded', violated_policies: ['day'], retry_after_ms: 90_000 }
    const edge = await openEdge(answer(429, refusal))
    const hurried = await run('client-errors.ts', [], { ...environment(), OPENIDV_URL: edge.url })
    expect([hurried.code, hurried.stdout]).toEqual([
      1,
      expect.stringContaining('Limited by day: send less at once, and go on in 90 s'),
    ])
    await edge.close()
  })

  it('receive-webhook.ts says what arrives, once, and refuses what is not signed', async () => {
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
    expect((await run('receive-webhook.ts', ['0'])).stderr).toContain('Set OPENIDV_WEBHOOK_SECRET')
    const env = { PATH: process.env.PATH, ...compileCacheEnv(), OPENIDV_WEBHOOK_SECRET: secret }
    const child = spawn(process.execPath, [join(ROOT, 'examples', 'receive-webhook.ts'), '0'], { env })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const next = async () => String((await lines.next()).value)
    const url = (await next()).replace('Listening on ', '')
    const body = JSON.stringify({ type: 'session.created', data: { id: 'a-session' } })
    const at = new Date()
    const headers = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign('msg_1', at, body),
    }
    const post = async (sent: string) => (await fetch(url, { method: 'POST', headers, body: sent })).status
    expect([await post(body), await post(body), await post(`${body} `)]).toEqual([204, 204, 400])
    expect([await next(), await next()]).toEqual([
      'session.created a-session',
      expect.stringContaining('Refused: No signature'),
    ])
    child.kill()
    await once(child, 'exit')
  })

  it('are listed and run by npm run example, with their arguments', async () => {
    const task = (...args: string[]) => runFile(join(ROOT, 'scripts/setup.mjs'), ['example', ...args], environment())
    const [listed, unknown, ran] = [await task(), await task('fly'), await task('verify-identity')]
    const programs = (await readdir(join(ROOT, 'examples'))).filter((name) => /(?<!connect)\.ts$/.test(name))
    const names = listed.stdout.match(/(?<=^ {2})\S+$/gm)
    expect([listed.code, names]).toEqual([0, programs.map((name) => name.slice(0, -3)).sort()])
    expect([unknown.code, unknown.stdout]).toEqual([1, listed.stdout])
    expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining('Usage: npm run example verify-identity')])
  })

  it('say which variable is missing', async () => {
    for (const name of ['create-session.ts', 'scan-document.sh']) {
      const { OPENIDV_URL, OPENIDV_API_KEY } = environment()
      const withoutUrl = await run(name, [passport], { OPENIDV_API_KEY: OPENIDV_API_KEY ?? '' })
      const withoutKey = await run(name, [passport], { OPENIDV_URL: OPENIDV_URL ?? '' })
      expect([withoutUrl.code, withoutKey.code]).not.toContain(0)
      expect(withoutUrl.stderr).toContain('Set OPENIDV_URL')
      expect(withoutKey.stderr).toContain('Set OPENIDV_API_KEY')
    }
  })

  it('were all run', async () => {
    const names = await readdir(join(ROOT, 'examples'))
    expect([...ran].sort()).toEqual(names.filter((name) => name !== 'connect.ts').sort())
  })
})
