/** Proves that a server outlives the death of its own PostgreSQL: 503 for some seconds, then requests and checks as before. */
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { findPostmaster } from '../../src/db/embedded/postmaster.ts'
import { readRecord } from '../../src/db/embedded/record.ts'
import { facePicture } from '../fixtures/pictures.ts'
import { createFolder } from '../harness/folder.ts'
import { startServerProcess } from '../harness/process.ts'
import { until } from '../harness/server.ts'

it('a server whose PostgreSQL is killed answers 503, and serves again within seconds', async () => {
  const dataDir = await createFolder('killed-database')
  const server = await startServerProcess(dataDir)
  try {
    const key = /-H "x-api-key: (sk_live_\w+)"/.exec(server.output())?.[1] ?? ''
    const image = (await facePicture('holderPortrait')).toString('base64')
    const detect = () => send('POST', '/v1/face/detect', JSON.stringify({ image }))
    const list = () => send('GET', '/v1/sessions')
    const send = async (method: string, path: string, body?: string) => {
      const headers = { 'x-api-key': key, ...(body && { 'content-type': 'application/json' }) }
      return (await fetch(`${server.baseUrl}${path}`, { method, headers, ...(body && { body }) })).status
    }
    expect([await list(), await detect()]).toEqual([200, 200])

    const folder = (await readRecord(dataDir))?.folder ?? join(dataDir, 'postgres')
    const postmaster = await findPostmaster(folder)
    process.kill(postmaster?.pid ?? 0, 'SIGKILL')
    const seen = new Set<number>()
    const startedMs = performance.now()
    await until(async () => {
      const status = await list()
      seen.add(status)
      return seen.has(503) && status === 200
    }, 60_000)
    expect(performance.now() - startedMs).toBeLessThan(30_000)
    expect([...seen].sort()).toEqual([200, 503])
    expect((await findPostmaster(folder))?.port).toBe(postmaster?.port)
    await until(async () => (await detect()) === 200, 60_000)
    expect(server.output()).toContain('the embedded database ended by itself and is started again')
  } finally {
    expect(await server.end('SIGTERM')).toBe(0)
  }
}, 240_000)
