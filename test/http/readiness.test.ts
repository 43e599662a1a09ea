/** Proves that /readyz says no for each thing that does not work, by its name and no more, and that /livez and /health do not. */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer, until } from '../harness/server.ts'

let server: TestServer
let admin: pg.Client
let name: string
beforeAll(async () => {
  server = await startTestServer()
  const url = new URL(server.database.url)
  name = pg.escapeIdentifier(url.pathname.slice(1))
  url.pathname = '/postgres'
  admin = new pg.Client({ connectionString: url.href })
  await admin.connect()
})
afterAll(async () => {
  await admin.end()
  await server.close()
})

const readyz = () => server.request('GET', '/readyz')
const ALL_OK = { database: 'ok', files: 'ok', jobs: 'ok', installation: 'ok', disk: 'ok', process: 'ok' }

/** The answer is kept for two seconds. */
async function untilReadyIs(status: number): Promise<void> {
  await until(async () => (await readyz()).status === status, 30_000)
}

describe('GET /readyz', () => {
  it('says what works, to everybody, and counts against no limit', async () => {
    await untilReadyIs(200)
    const answer = await readyz()
    expect(answer.json).toEqual({ status: 'ready', parts: ALL_OK })
    expect(answer.headers).not.toHaveProperty('ratelimit')
  })

  it('says no while the database takes no writes', async () => {
    const reconnect = () =>
      admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [JSON.parse(name)])
    await admin.query(`alter database ${name} set default_transaction_read_only = on`)
    await reconnect()
    await untilReadyIs(503)
    const answer = await readyz()
    expect(answer.json).toMatchObject({ status: 'not_ready', parts: { database: 'failing', files: 'ok' } })
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect(answer.text).not.toMatch(/read-only|postgres|error/i)
    for (const path of ['/livez', '/health']) expect((await server.request('GET', path)).status).toBe(200)
    await admin.query(`alter database ${name} reset default_transaction_read_only`)
    await reconnect()
    await untilReadyIs(200)
  })

  it('says no while files cannot be stored, and tells the log why, once', async () => {
    const folder = join(server.ctx.config.dataDir, 'blobs')
    await mkdir(folder, { recursive: true })
    await rename(folder, `${folder}.away`)
    await writeFile(folder, '')
    await untilReadyIs(503)
    const answer = await readyz()
    expect(answer.json.parts).toEqual({ ...ALL_OK, files: 'failing' })
    expect(answer.text).not.toContain(folder)
    const lines = server.logLines.filter((line) => line.includes('this process is not ready') && line.includes(folder))
    expect(lines).toHaveLength(1)
    await rm(folder)
    await rename(`${folder}.away`, folder)
    await untilReadyIs(200)
  })
})
