/** Proves that a backup made under load brings back every write that was acknowledged before it. */
import { cp, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { placeOfBlob } from '../../src/blobs/disk.ts'
import { facePicture } from '../fixtures/pictures.ts'
import { createFolder } from '../harness/folder.ts'
import { Load, query, type Written } from '../harness/load.ts'
import { runCommandProcess, type ServerProcess, startServerProcess } from '../harness/process.ts'
import { killTree } from '../harness/process-tree.ts'

const TIMEOUT_MS = 400_000
const FAST = { OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000' }
const EMBEDDED_STOP = { timeout: 20_000 }

describe('a backup under load', () => {
  let parent: string
  const place = (name: string) => join(parent, name)
  let server: ServerProcess
  let load: Load
  let manifest: { readonly id: string; readonly startedAt: string; readonly secrets: string[] }

  const run = (args: readonly string[]) => runCommandProcess(place('data'), args)

  beforeAll(async () => {
    parent = await createFolder('backup')
    server = await startServerProcess(place('data'), FAST)
    load = new Load(server, await facePicture('holderPortrait'))
  }, TIMEOUT_MS)
  afterAll(async () => {
    await load.stop().catch(() => undefined)
    if (server.child.exitCode === null && server.child.signalCode === null) await server.end('SIGTERM')
    await rm(parent, { recursive: true })
  }, TIMEOUT_MS)

  it(
    'is made twice, the second time with the new files only, and is found to be whole',
    async () => {
      await expect.poll(() => load.files.length, EMBEDDED_STOP).toBeGreaterThan(2)
      const first = await run(['backup', place('backups'), '--json'])
      expect(first).toMatchObject({ code: 0, stderr: '' })
      const kept = load.files.length
      await expect.poll(() => load.files.length, EMBEDDED_STOP).toBeGreaterThan(kept)
      // The store's marker is the one file that changes under its key.
      expect(await run(['blobs', 'adopt'])).toMatchObject({ code: 0, stderr: '' })
      const second = await run(['backup', place('backups'), '--json'])
      expect(second).toMatchObject({ code: 0, stderr: '' })
      await load.stop()
      manifest = JSON.parse(second.stdout)
      expect(await readdir(place('backups'))).toEqual(['blobs', JSON.parse(first.stdout).id, manifest.id].sort())
      const verified = await run(['verify-backup', place('backups')])
      expect(verified.stdout).toContain('ok      every file that the database names is in the backup')
      expect(verified).toMatchObject({ code: 0, stderr: '' })
    },
    TIMEOUT_MS,
  )

  it('is for the eyes of its owner alone, and holds no secret', async () => {
    const secret = await readFile(join(place('data'), 'secret.key'), 'utf8')
    const { password } = JSON.parse(await readFile(join(place('data'), 'postgres.json'), 'utf8'))
    const entries = await readdir(place('backups'), { recursive: true, withFileTypes: true })
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name)
      expect((await stat(path)).mode & 0o777, path).toBe(entry.isDirectory() ? 0o700 : 0o600)
      if (!entry.isFile() || entry.name.endsWith('.gz')) continue
      const bytes = await readFile(path)
      expect(bytes.includes(secret) || bytes.includes(password), path).toBe(false)
    }
    expect((await stat(place('backups'))).mode & 0o777).toBe(0o700)
  })

  it(
    'brings everything back that was acknowledged, after all processes were killed and the data folder is gone',
    async () => {
      killTree(server.child.pid ?? 0)
      await rename(place('data'), place('lost'))

      const restored = await run(['restore', place('backups'), '--to', place('restored')])
      expect(restored).toMatchObject({ code: 0, stderr: '' })
      expect(restored.stdout).toContain(`the root secret with the fingerprint ${manifest.secrets[0]}`)
      const early = await runCommandProcess(place('restored'), ['serve'])
      expect(early.stderr).toContain('secret.key is missing')
      await cp(join(place('lost'), 'secret.key'), join(place('restored'), 'secret.key'))

      server = await startServerProcess(place('restored'), FAST)
      const isBefore = ({ at }: Written) => at < manifest.startedAt
      const sessions = await query<{ id: string }>(place('restored'), 'select id from sessions')
      const ids = new Set(sessions.map(({ id }) => id))
      const due = load.sessions.filter(isBefore)
      expect(due.length).toBeGreaterThan(0)
      expect(due.filter(({ id }) => !ids.has(id))).toEqual([])

      type Row = { id: string; blob_key: string }
      const rows = await query<Row>(place('restored'), `select id, blob_key from evidence where state = 'stored'`)
      const blobs = new Map(rows.map(({ id, blob_key }) => [id, blob_key]))
      expect(load.files.filter((file) => isBefore(file) && !blobs.has(file.id))).toEqual([])
      for (const key of blobs.values()) {
        const [was, is] = ['lost', 'restored'].map((name) => join(place(name), 'blobs', placeOfBlob(key)))
        expect((await readFile(is ?? '')).equals(await readFile(was ?? ''))).toBe(true)
      }
    },
    TIMEOUT_MS,
  )

  it(
    'goes to no folder that is in use, and to none that is not empty',
    async () => {
      const inUse = await run(['restore', place('backups'), '--to', place('restored')])
      expect(inUse).toMatchObject({ code: 1, stdout: '' })
      expect(inUse.stderr).toContain(`is in use by another OpenIDV, process id ${server.child.pid}`)
      await server.end('SIGTERM')
      const full = await run(['restore', place('backups'), '--to', place('restored')])
      expect(full.stderr).toContain('is not empty: restore to a new folder')
    },
    TIMEOUT_MS,
  )
})
