/** Nodes that differ from their installation are refused or say so; files are moved, and orphans removed, in the right store only. */
import { readdir, rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BadS3, refuse } from '../../../test/harness/bad-s3.ts'
import { createFolder } from '../../../test/harness/folder.ts'
import { useS3Credential } from '../../../test/harness/s3.ts'
import { startTestServer, TEST_SECRET, type TestServer } from '../../../test/harness/server.ts'
import { openDiskBlobs } from '../../blobs/disk.ts'
import { openPostgresBlobs } from '../../blobs/postgres.ts'
import { openS3Blobs } from '../../blobs/s3.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { createKeyring } from '../../lib/keyring.ts'
import { beginWithSecret } from '../secrets/begin.ts'
import { joinInstallation } from './join.ts'
import { MARKER_KEY } from './marker.ts'
import { adoptStore, moveFiles } from './move-files.ts'
import { describeBlobFault } from './probe.ts'
import { sweepFiles } from './sweep-files.ts'
import { InstallationWatch } from './watch.ts'

const OTHER_SECRET = 'another root secret, which is as long as the one of the tests'

let server: TestServer
let ctx: Context
let other: string
beforeAll(async () => {
  server = await startTestServer()
  ctx = server.appCtx
  other = await createFolder('other-blobs')
})
afterAll(async () => {
  await server.close()
  await rm(other, { recursive: true, force: true })
})

const withSecrets = (current: string, ...previous: string[]): Context => {
  server.clock.advance(1000)
  return { ...ctx, keyring: createKeyring(current, previous) }
}

describe('a node', () => {
  it('joins with the same store and the same secret, however often', async () => {
    await Promise.all([1, 2, 3].map(() => joinInstallation(ctx)))
  })

  it('with a disk of its own is refused, and told which store the others use', async () => {
    const joining = joinInstallation({ ...ctx, blobs: openDiskBlobs(join(other, 'empty')) })
    await expect(joining).rejects.toThrow(
      `This node's blob store, disk ${join(other, 'empty')}, is not the one that the installation uses, ` +
        `${ctx.blobs.name}: it has no marker. Nodes need one store`,
    )
  })

  it('on the store of another installation is refused, whoever of the two began', async () => {
    const stranger = await startTestServer()
    try {
      await expect(joinInstallation({ ...ctx, blobs: stranger.ctx.blobs })).rejects.toThrow('another installation')
      await stranger.ctx.db.deleteFrom('installation').execute()
      await expect(joinInstallation({ ...stranger.ctx, blobs: ctx.blobs })).rejects.toThrow(
        'holds the files of another installation',
      )
    } finally {
      await stranger.close()
    }
  })

  it('on a store that takes nothing is refused, and told why', async () => {
    const put = () => Promise.reject(new AppError('files_unavailable', { cause: new Error('no space left') }))
    const full = { ...ctx, blobs: { ...ctx.blobs, put } }
    await expect(joinInstallation(full)).rejects.toThrow(
      `The blob store ${ctx.blobs.name} does not work: no space left.`,
    )
  })

  it('with a foreign secret is refused; in the middle of a change of the secret all nodes join, and afterwards one that stayed behind does not', async () => {
    await expect(joinInstallation(withSecrets(OTHER_SECRET))).rejects.toThrow("This node's root secret is not the one")
    const [prepared, changed, ended] = [
      withSecrets(TEST_SECRET, OTHER_SECRET),
      withSecrets(OTHER_SECRET, TEST_SECRET),
      withSecrets(OTHER_SECRET),
    ]
    const start = async (node: Context) => {
      server.clock.advance(1000)
      await joinInstallation(node)
      await beginWithSecret(node)
    }
    await start(prepared)
    await start(changed)
    await expect(start(ctx)).rejects.toThrow('root secret')
    // A node that was only prepared is restarted, and one that was not is still refused when all have changed.
    await start(prepared)
    await start(changed)
    await start(ended)
    await expect(start(ctx)).rejects.toThrow('root secret')
    await start(withSecrets(TEST_SECRET, OTHER_SECRET))
  })

  it('whose store or database is swapped under it says so within a minute, and takes it back', async () => {
    const watch = await InstallationWatch.start(ctx)
    await watch.look()
    expect(watch.difference).toBeUndefined()
    const folder = join(ctx.config.dataDir, 'blobs')
    const marker = await ctx.blobs.get(MARKER_KEY)
    await ctx.blobs.delete(MARKER_KEY)
    await watch.look()
    expect(watch.difference).toContain(`disk ${folder}, is not the one`)
    expect(server.logLines.some((line) => line.includes('this node is not one of its installation'))).toBe(true)
    await ctx.blobs.put(MARKER_KEY, marker)
    await watch.look()
    expect(watch.difference).toBeUndefined()
    const newer = (worksFrom: number) =>
      sql`insert into schema_migrations values (${9000 + worksFrom}, 'newer', '', now(), ${worksFrom})`.execute(
        server.ctx.db,
      )
    await newer(1)
    await watch.look()
    expect(watch.difference).toBeUndefined()
    await newer(900)
    await watch.look()
    expect(watch.difference).toContain('the database holds migration 9900, with which versions from 900 on work')
    const newest = await server.ctx.db
      .deleteFrom('schemaMigrations' as never)
      .execute()
      .catch(() => undefined)
    expect(newest).toBeDefined()
    await watch.look()
    expect(watch.difference).toContain('a backup was restored')
    await watch.close()
  })
})

describe('the sweep', () => {
  const id = '0b6c2f0e-8f4e-4a52-9f5e-3a1f7f0c1d2e'

  async function putOld(key: string): Promise<void> {
    await ctx.blobs.put(key, Buffer.from('sealed'))
    const folder = join(ctx.config.dataDir, 'blobs')
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const days = ctx.clock.nowMs() / 1000 - 2 * 86_400
      if (entry.name === key) await utimes(join(entry.parentPath, key), days, days)
    }
  }

  it('removes what no row names once it is a day old, and nothing else', async () => {
    const young = `${id}-Young000`
    await ctx.blobs.put(young, Buffer.from('sealed'))
    await putOld(`${id}-Orphan00`)
    await putOld('somebody-elses')
    expect(await sweepFiles(ctx)).toBe(1)
    expect(await ctx.blobs.findSize(`${id}-Orphan00`)).toBeUndefined()
    for (const key of [young, 'somebody-elses', MARKER_KEY]) expect(await ctx.blobs.findSize(key)).toBeGreaterThan(0)
  })

  it('removes nothing from a store that is not the installation’s', async () => {
    await putOld(`${id}-Orphan00`)
    const marker = await ctx.blobs.get(MARKER_KEY)
    await ctx.blobs.delete(MARKER_KEY)
    expect(await sweepFiles(ctx)).toBe(0)
    expect(await ctx.blobs.findSize(`${id}-Orphan00`)).toBe(6)
    await ctx.blobs.put(MARKER_KEY, marker)
  })
})

describe('moving files', () => {
  it('copies what is not there yet, and moves the installation only when no server runs', async () => {
    const target = openPostgresBlobs(ctx.db)
    const before = await ctx.db.selectFrom('installation').selectAll().executeTakeFirstOrThrow()
    await target.put('somebody-elses', Buffer.from('sealed'))
    const first = await moveFiles(ctx, target)
    expect(first).toMatchObject({ present: 1, gone: 0, servers: 1 })
    expect(first.copied).toBeGreaterThan(1)
    await ctx.blobs.put('late', Buffer.from('stored meanwhile'))
    expect(await ctx.db.selectFrom('installation').selectAll().executeTakeFirst()).toEqual(before)
    await server.restart(async () => {
      expect(await moveFiles(ctx, target)).toMatchObject({ copied: 1, servers: 0 })
      await expect(joinInstallation(ctx)).rejects.toThrow('is not the one that the installation uses, postgres')
      await joinInstallation({ ...ctx, blobs: target })
      // A file that came late to the old place is fetched, and the installation stays where it is.
      await ctx.blobs.put('later', Buffer.from('x'))
      expect(await moveFiles(ctx, target)).toMatchObject({ copied: 1 })
      await joinInstallation({ ...ctx, blobs: target })
      const third = openDiskBlobs(join(other, 'third'))
      await expect(moveFiles(ctx, third)).rejects.toMatchObject({ code: 'conflict' })
      await adoptStore(ctx, ctx.blobs)
      await joinInstallation(ctx)
    })
  })

  it('does not begin with a bucket that keeps versions which may not be removed', async () => {
    const bad = await BadS3.start()
    const takeAway = useS3Credential()
    bad.isVersioned = true
    bad.fault = ({ method, url }, res) =>
      method === 'DELETE' && String(url).includes('versionId') && refuse(res, 403, 'AccessDenied')
    const target = await openS3Blobs({ bucket: 'b', prefix: '', endpoint: bad.endpoint, region: 'us-east-1' })
    const moving = moveFiles(ctx, target).catch((error: unknown) => describeBlobFault(target, error))
    expect(await moving).toBe('the blob store s3://b does not work: s3://b: access is denied (AccessDenied)')
    // The file of the trial, and nothing of anybody.
    expect([...bad.versions.keys()].filter((path) => !path.includes('openidv-probe'))).toEqual([])
    await target.close()
    await bad.stop()
    takeAway()
  })
})
