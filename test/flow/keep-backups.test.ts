/** Proves that what the server keeps by itself brings back every write, up to its end or to a time. */
import { cp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmbedded } from '../../src/db/embedded/start.ts'
import { createLogger } from '../../src/lib/log.ts'
import { facePicture } from '../fixtures/pictures.ts'
import { createFolder } from '../harness/folder.ts'
import { Load, query } from '../harness/load.ts'
import { runCommandProcess, type ServerProcess, startServerProcess } from '../harness/process.ts'
import { killTree } from '../harness/process-tree.ts'

const TIMEOUT_MS = 400_000
const SOON = { timeout: 60_000, interval: 200 }

describe('backups that the server keeps', () => {
  let parent: string
  let server: ServerProcess
  let load: Load
  const place = (name: string) => join(parent, name)
  const reach = () => readFile(join(place('backups'), 'wal', 'reach'), 'utf8').catch(() => '')
  const restoreTo = (name: string, ...args: readonly string[]) =>
    runCommandProcess(place('none'), ['restore', place('backups'), '--to', place(name), ...args])

  beforeAll(async () => {
    parent = await createFolder('keep-backups')
    const env = { OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000', OPENIDV_BACKUP_DIR: place('backups') }
    server = await startServerProcess(place('data'), env)
    load = new Load(server, await facePicture('holderPortrait'))
  }, TIMEOUT_MS)
  afterAll(async () => {
    await load.stop().catch(() => undefined)
    if (server.child.exitCode === null && server.child.signalCode === null) await server.end('SIGTERM')
    await rm(parent, { recursive: true })
  }, TIMEOUT_MS)

  it(
    'hold all but the last seconds after everything was killed under load and the data folder is gone',
    async () => {
      await expect.poll(reach, SOON).not.toBe('')
      const first = await reach()
      await expect.poll(reach, SOON).not.toBe(first)
      const killedAt = new Date()
      killTree(server.child.pid ?? 0)
      await load.stop().catch(() => undefined)
      await rename(place('data'), place('lost'))
      const end = await reach()
      expect(killedAt.getTime() - Date.parse(end)).toBeLessThan(60_000)

      const restored = await restoreTo('restored')
      expect(restored).toMatchObject({ code: 0, stderr: '' })
      expect(restored.stdout).toContain(`holds everything that was acknowledged before ${end}`)
      const embedded = await startEmbedded({ dataDir: place('restored'), log: createLogger('silent') })

      const isBefore = ({ at }: { at: string }) => at < end
      const sessions = await query<{ id: string }>(place('restored'), 'select id from sessions')
      const ids = new Set(sessions.map(({ id }) => id))
      expect(load.sessions.filter(isBefore).length).toBeGreaterThan(0)
      expect(load.sessions.filter((session) => isBefore(session) && !ids.has(session.id))).toEqual([])

      type Row = { id: string; blob_key: string }
      const rows = await query<Row>(place('restored'), `select id, blob_key from evidence where state = 'stored'`)
      const keys = new Map(rows.map(({ id, blob_key }) => [id, blob_key]))
      const blobs = new Set(
        (await readdir(join(place('restored'), 'blobs'), { recursive: true })).map((path) => path.slice(3)),
      )
      await embedded.stop()
      expect(load.files.filter(isBefore).length).toBeGreaterThan(0)
      expect(load.files.filter((file) => isBefore(file) && !blobs.has(keys.get(file.id) ?? ''))).toEqual([])
    },
    TIMEOUT_MS,
  )

  it(
    'can be brought back as they were at a time, and not at one that they do not reach',
    async () => {
      const [backup = ''] = (await readdir(place('backups'))).filter((name) => /^\d/.test(name))
      const { endedAt } = JSON.parse(await readFile(join(place('backups'), backup, 'manifest.json'), 'utf8'))
      const later = load.sessions.filter(({ at }) => at > endedAt)
      const middle = later[Math.floor(later.length / 2)]?.at ?? ''
      const late = await restoreTo('late', '--until', new Date(Date.now() + 60_000).toISOString())
      expect(late.stderr).toMatch(/The log that is kept in .+ ends at /)
      expect(await restoreTo('middle', '--until', middle)).toMatchObject({ code: 0, stderr: '' })
      await cp(join(place('lost'), 'secret.key'), join(place('middle'), 'secret.key'))
      server = await startServerProcess(place('middle'), { OPENIDV_BACKUP_DIR: place('backups') })
      const found = await query<{ at: Date }>(place('middle'), 'select max(created_at) as at from sessions')
      expect(found[0]?.at.getTime()).toBeLessThanOrEqual(Date.parse(middle))
      const kept = new Set(
        (await query<{ id: string }>(place('middle'), 'select id from sessions')).map(({ id }) => id),
      )
      expect(load.sessions.filter(({ id, at }) => at < middle && !kept.has(id))).toEqual([])

      // The restored database has a log of its own, and so begins with another backup beside those of its former life.
      const listManifests = async () =>
        (await readdir(place('backups'), { recursive: true })).filter((name) => name.endsWith('manifest.json')).sort()
      await expect.poll(async () => (await listManifests()).length, SOON).toBe(2)
      const [, newest = ''] = await listManifests()
      expect(JSON.parse(await readFile(join(place('backups'), newest), 'utf8'))).toMatchObject({ timeline: 2 })
    },
    TIMEOUT_MS,
  )
})
