import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { aManifest } from '../../../test/fixtures/backup-manifest.ts'
import { createFolder } from '../../../test/harness/folder.ts'
import { parseConfig } from '../../config.ts'
import { examineBackups } from './examine-backups.ts'
import { noteReach } from './log-reach.ts'
import { writeManifest } from './manifest.ts'
import { openFolderPlace } from './places/folder-place.ts'
import { forgetTrouble, noteTrouble } from './trouble.ts'

const NOW = new Date('2026-12-01T12:30:00Z')
let root: string
beforeEach(async () => {
  root = await createFolder('examine')
  await mkdir(join(root, 'wal'))
})
afterEach(() => rm(root, { recursive: true }))

const examine = (isRunning: boolean, env: Record<string, string> = { OPENIDV_BACKUP_DIR: root }) =>
  examineBackups(parseConfig(env), { isRunning, nowMs: NOW.getTime() })

/** Begun half an hour past a day before. */
async function keep(): Promise<void> {
  const manifest = aManifest()
  await mkdir(join(root, manifest.id))
  await writeManifest(openFolderPlace(root), manifest)
}

it('that none are kept is weak, and of a database of your own nothing can be said', async () => {
  expect(await examine(true, { OPENIDV_BACKUP_DIR: '' })).toEqual({
    weak: 'the server keeps none: OPENIDV_BACKUP_DIR is not set',
  })
  expect(await examine(true)).toEqual({ weak: `there is none in ${root} yet` })
  expect(await examine(true, { DATABASE_URL: 'postgres://db.test/openidv' })).toContain('your own database')
})

it('a server that runs brings its log in; one that does not owes none, until the backup is old', async () => {
  await keep()
  await expect(examine(true)).rejects.toThrow('has nothing of after 2026-11-30T12:00:00.000Z, though the server runs')
  await noteReach(root, { at: new Date('2026-12-01T12:29:50Z'), lsn: 1n })
  const fine = 'the newest of 2026-11-30T12:00:00.000Z, and everything since until 2026-12-01T12:29:50.000Z'
  expect(await examine(true)).toBe(fine)
  expect(await examine(false)).toBe(fine)
  const hourly = { OPENIDV_BACKUP_DIR: root, OPENIDV_BACKUP_EVERY_HOURS: '12' }
  expect(await examine(true, hourly)).toEqual({ weak: 'the newest is of 2026-11-30T12:00:00.000Z' })
})

it('what went wrong last is said until it goes right, and so is a folder that is gone', async () => {
  await keep()
  await noteReach(root, { at: NOW, lsn: 1n })
  await noteTrouble(root, NOW, new Error('ENOSPC: no space left on device'))
  await expect(examine(true)).rejects.toThrow(
    'not kept at present, since 2026-12-01T12:30:00.000Z ENOSPC: no space left on device',
  )
  await forgetTrouble(root)
  expect(await examine(true)).toContain('the newest of')
  await noteTrouble(join(root, 'gone'), NOW, new Error('is not written down'))
  await expect(examine(true, { OPENIDV_BACKUP_DIR: join(root, 'gone') })).rejects.toThrow('cannot be read')
})
