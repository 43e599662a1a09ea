/** Proves that backups made under load, kept by the server and sent to a bucket, bring back every write that was acknowledged. */
import { cp, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { placeOfBlob } from '../../src/blobs/disk.ts'
import { keepBackups } from '../../src/cli/backup/keep-backups.ts'
import { readReach } from '../../src/cli/backup/log-reach.ts'
import { listBackups, type Manifest, pickBackup } from '../../src/cli/backup/manifest.ts'
import { openFolderPlace } from '../../src/cli/backup/places/folder-place.ts'
import { openS3Place } from '../../src/cli/backup/places/s3-place.ts'
import { restoreBackup } from '../../src/cli/backup/restore-backup.ts'
import { readTrouble } from '../../src/cli/backup/trouble.ts'
import { openContext } from '../../src/cli/open-context.ts'
import { parseConfig } from '../../src/config.ts'
import { startEmbedded } from '../../src/db/embedded/start.ts'
import { createLogger } from '../../src/lib/log.ts'
import { facePicture } from '../fixtures/pictures.ts'
import { createFolder } from '../harness/folder.ts'
import { Load, query, type Written } from '../harness/load.ts'
import { runCommandProcess, type ServerProcess, startServerProcess } from '../harness/process.ts'
import { killTree } from '../harness/process-tree.ts'
import { S3_CREDENTIAL, type S3Server, startS3, useS3Credential } from '../harness/s3.ts'

const TIMEOUT_MS = 400_000
const SOON = { timeout: 100_000, interval: 100 }
const PREFIX = 'of/backups'
const REGION = 'us-east-1'
const log = createLogger('silent')

describe('backups under load', () => {
  let parent: string
  let s3: S3Server
  let server: ServerProcess
  let load: Load
  /** Of the backup in the bucket. */
  let manifest: Manifest
  const place = (name: string) => join(parent, name)
  const kept = () => openFolderPlace(place('kept'))
  const run = (args: readonly string[]) =>
    runCommandProcess(place('data'), args, {
      ...S3_CREDENTIAL,
      AWS_REGION: 'us-east-1',
      OPENIDV_S3_ENDPOINT: s3.endpoint,
    })

  let takeAway: () => void
  beforeAll(async () => {
    takeAway = useS3Credential()
    parent = await createFolder('backup')
    const env = { OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000', OPENIDV_BACKUP_DIR: place('kept') }
    const started = await Promise.all([
      startServerProcess(place('data'), env),
      startS3(),
      facePicture('holderPortrait'),
    ])
    ;[server, s3] = started
    load = new Load(server, started[2])
  }, TIMEOUT_MS)
  afterAll(async () => {
    killTree(server.child.pid ?? 0)
    await load.stop().catch(() => undefined)
    await s3.stop()
    takeAway()
    await rm(parent, { recursive: true })
  }, TIMEOUT_MS)

  it(
    'are made and found to be whole, with the log that is kept, while the server writes on',
    async () => {
      await expect.poll(() => load.files.length, SOON).toBeGreaterThan(0)
      const sent = await run(['backup', `s3://openidv/${PREFIX}`, '--keep', '1d', '--json'])
      expect(sent).toMatchObject({ code: 0, stderr: '' })
      manifest = JSON.parse(sent.stdout)
      await expect.poll(async () => isReached(await readReach(place('kept')), load), SOON).toBe(true)
      const verified = await run(['verify-backup', place('kept')])
      expect(verified).toMatchObject({ code: 0, stderr: '' })
      expect(verified.stdout).toMatch(/it recovers, with its log to 20\d\d-/)
      expect(verified.stdout).toContain('ok      ledger: every account and transaction sums up')
      expect(verified.stdout).toContain('ok      every file that the database names is in the backup')
      expect(verified.stdout).toMatch(/the rehearsal took [\d.]+ s and \d+ MiB in/)
    },
    TIMEOUT_MS,
  )

  it('are for the eyes of their owner alone, and hold no secret', async () => {
    const secret = await readFile(join(place('data'), 'secret.key'), 'utf8')
    const { password } = JSON.parse(await readFile(join(place('data'), 'postgres.json'), 'utf8'))
    const entries = await readdir(place('kept'), { recursive: true, withFileTypes: true })
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name)
      const found = await stat(path).catch(() => undefined)
      if (found) expect(found.mode & 0o777, path).toBe(entry.isDirectory() ? 0o700 : 0o600)
      if (!found?.isFile() || entry.name.endsWith('.gz') || entry.parentPath.endsWith('wal')) continue
      const bytes = await readFile(path)
      expect(bytes.includes(secret) || bytes.includes(password), path).toBe(false)
    }
    expect((await stat(place('kept'))).mode & 0o777).toBe(0o700)
  })

  it(
    'hold all but the last seconds after everything was killed and the data folder is gone',
    async () => {
      const killedAt = Date.now()
      killTree(server.child.pid ?? 0)
      await load.stop().catch(() => undefined)
      await rename(place('data'), place('lost'))
      const end = (await readReach(place('kept')))?.at.toISOString() ?? ''
      expect(killedAt - Date.parse(end)).toBeLessThan(60_000)

      const restored = await run(['restore', place('kept'), '--to', place('restored')])
      expect(restored).toMatchObject({ code: 0, stderr: '' })
      expect(restored.stdout).toContain(`holds everything that was acknowledged before ${end}`)
      expect(restored.stdout).toContain(`the root secret with the fingerprint ${manifest.secrets[0]}`)
      await expectWrites('restored', end)
    },
    TIMEOUT_MS,
  )

  it(
    'are not taken for whole where a file of the log is missing',
    async () => {
      const names = (await readdir(join(place('kept'), 'wal'))).filter((name) => /^[0-9A-F]{24}/.test(name))
      const path = join(place('kept'), 'wal', names.sort().at(-1) ?? '')
      await rename(path, place('away'))
      const backup = await pickBackup(kept())
      await expect(restoreBackup(kept(), backup, place('short'), log)).rejects.toThrow(
        /[0-9A-F]{24} is missing, cut off or damaged: the log ends at [\dA-F/]+, and was kept to /,
      )
      await expect(startEmbedded({ dataDir: place('short'), log })).rejects.toThrow('is missing')
      await rename(place('away'), path)
    },
    TIMEOUT_MS,
  )

  it(
    'are restored from the bucket, with all that was acknowledged before the copy began',
    async () => {
      const bucket = await openS3Place({ bucket: s3.bucket, prefix: PREFIX, region: REGION, endpoint: s3.endpoint })
      await restoreBackup(bucket, await pickBackup(bucket), place('fetched'), log)
      await bucket.close()
      await expectWrites('fetched', manifest.startedAt)
    },
    TIMEOUT_MS,
  )

  it(
    'are brought back as they were at a time, and go on from there with another backup',
    async () => {
      const backup = await pickBackup(kept())
      const reach = (await readReach(place('kept')))?.at.toISOString() ?? ''
      const later = load.sessions.filter(({ at }) => at > backup.manifest.endedAt && at < reach)
      const middle = later[Math.floor(later.length / 2)]?.at ?? ''
      await restoreBackup(kept(), backup, place('middle'), log, new Date(middle))
      await cp(join(place('lost'), 'secret.key'), join(place('middle'), 'secret.key'))

      const env = {
        OPENIDV_DATA_DIR: place('middle'),
        OPENIDV_BACKUP_DIR: place('kept'),
        OPENIDV_BACKUP_EVERY_HOURS: '1',
      }
      const { ctx, ownerUrl, close } = await openContext(parseConfig(env), log, 'serve')
      // An hour passes with each look, so that the next one is due at once, and made while the log goes on.
      let hours = 0
      const clock = { ...ctx.clock, nowMs: () => Date.now() + ++hours * 3_600_000 }
      const keeping = await keepBackups({ ...ctx, clock }, ownerUrl)
      const found = await query<{ id: string; at: Date }>(place('middle'), 'select id, created_at as at from sessions')
      const ids = new Set(found.map(({ id }) => id))
      expect(Math.max(...found.map(({ at }) => at.getTime()))).toBeLessThanOrEqual(Date.parse(middle))
      expect(load.sessions.filter(({ id, at }) => at < middle && !ids.has(id))).toEqual([])

      // The restored database has a log of its own, and so begins with another backup beside those of its former life.
      await expect.poll(async () => (await listBackups(kept())).whole.length, SOON).toBeGreaterThan(2)
      await keeping?.stop()
      const lives = (await listBackups(kept())).whole.map(({ manifest: { timeline } }) => timeline)
      expect(lives.slice(0, 3)).toEqual([1, 2, 2])
      expect(await readTrouble(place('kept'))).toBeUndefined()
      await close()
    },
    TIMEOUT_MS,
  )

  /** Every session and file that was acknowledged before `end` is in a restored data folder. */
  async function expectWrites(name: string, end: string): Promise<void> {
    const embedded = await startEmbedded({ dataDir: place(name), log })
    const sessions = await query<{ id: string }>(place(name), 'select id from sessions')
    type Row = { id: string; blob_key: string }
    const rows = await query<Row>(place(name), `select id, blob_key from evidence where state = 'stored'`)
    await embedded.stop()

    const isBefore = ({ at }: Written) => at < end
    const [madeSessions, madeFiles] = [load.sessions.filter(isBefore), load.files.filter(isBefore)]
    expect(Math.min(madeSessions.length, madeFiles.length)).toBeGreaterThan(0)
    const ids = new Set(sessions.map(({ id }) => id))
    expect(madeSessions.filter(({ id }) => !ids.has(id))).toEqual([])
    const keys = new Map(rows.map(({ id, blob_key }) => [id, blob_key]))
    for (const { id } of madeFiles) {
      const path = placeOfBlob(keys.get(id) ?? `of-${id}`)
      const [was, is] = ['lost', name].map((folder) => join(place(folder), 'blobs', path))
      expect((await readFile(is ?? '')).equals(await readFile(was ?? '')), path).toBe(true)
    }
  }
})

/** Whether a session and a file that came with the load are in what is kept. */
function isReached(reach: { readonly at: Date } | undefined, { sessions, files }: Load): boolean {
  const isBefore = (written: Written | undefined) => written !== undefined && new Date(written.at) < (reach?.at ?? 0)
  return isBefore(sessions[1]) && isBefore(files[0])
}
