import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createFolder } from '../../../test/harness/folder.ts'
import { runCommandProcess } from '../../../test/harness/process.ts'

let parent: string
let dataDir: string
beforeAll(async () => {
  parent = await createFolder('refusals')
  dataDir = join(parent, 'data')
  await mkdir(dataDir)
})
afterAll(() => rm(parent, { recursive: true }))

/** Without a database: each is refused before one is needed. */
async function refuse(args: readonly string[], env: Record<string, string> = {}): Promise<string> {
  const { code, stdout, stderr } = await runCommandProcess(dataDir, args, env)
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  return stderr
}

it('a database of your own is not backed up, nor kept backed up', async () => {
  const DATABASE_URL = 'postgres://nobody@127.0.0.1:1/none'
  const dir = join(parent, 'backups')
  expect(await refuse(['backup', dir], { DATABASE_URL })).toContain('back it up with its tools')
  const kept = await refuse(['doctor'], { DATABASE_URL, OPENIDV_BACKUP_DIR: dir })
  expect(kept).toContain('OPENIDV_BACKUP_DIR is for the embedded database')
}, 240_000)

it('a folder in the data folder is no place for a backup, and there must be one', async () => {
  expect(await refuse(['backup', join(dataDir, 'backups')])).toContain(`lies in the data folder ${dataDir}`)
  expect(await refuse(['backup'])).toContain('Which folder?')
}, 240_000)

it('a time to restore to must be one, within the log that is kept', async () => {
  const restore = ['restore', parent, '--to', join(parent, 'target'), '--until']
  expect(await refuse([...restore, 'yesterday'])).toContain('--until: must be a time such as')
  expect(await refuse([...restore, '2026-11-30T12:00:00Z'])).toContain('ends with its backups')
}, 240_000)
