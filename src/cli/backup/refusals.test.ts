import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createFolder } from '../../../test/harness/folder.ts'
import { parseConfig } from '../../config.ts'
import { createLogger } from '../../lib/log.ts'
import type { CommandOptions } from '../command-options.ts'
import { backUp } from './make-backup.ts'
import { restore } from './restore-backup.ts'
import { verifyBackup } from './verify-backup.ts'

const DATABASE_URL = 'postgres://nobody@127.0.0.1:1/none'
let parent: string
let dataDir: string
beforeAll(async () => {
  parent = await createFolder('refusals')
  dataDir = join(parent, 'data')
  await mkdir(dataDir)
})
afterAll(() => rm(parent, { recursive: true }))

/** Without a database: each is refused before one is needed. */
function given(rest: readonly string[], env: Record<string, string> = {}, values = {}): CommandOptions {
  return { config: parseConfig({ OPENIDV_DATA_DIR: dataDir, ...env }), log: createLogger('silent'), values, rest }
}

it('a database of your own is not backed up, nor kept backed up', async () => {
  const dir = join(parent, 'backups')
  await expect(backUp(given([dir], { DATABASE_URL }))).rejects.toThrow('back it up with its tools')
  const kept = { DATABASE_URL, OPENIDV_BACKUP_DIR: dir }
  expect(() => parseConfig(kept)).toThrow('OPENIDV_BACKUP_DIR is for the embedded database')
})

it('a folder in the data folder is no place for a backup, and there must be one', async () => {
  const inside = join(dataDir, 'backups')
  await expect(backUp(given([inside]))).rejects.toThrow(`lies in the data folder ${dataDir}`)
  for (const command of [backUp, verifyBackup]) await expect(command(given([]))).rejects.toThrow('Which folder?')
  for (const name of ['gs://bucket/backups', 's3://No_Bucket', 'postgres://host'])
    await expect(backUp(given([name])), name).rejects.toThrow(`${name} is neither a folder nor s3://BUCKET/PREFIX`)
})

it('the server keeps its log in folders of its machine only', () => {
  const OPENIDV_BACKUP_DIR = 's3://bucket/backups'
  expect(() => parseConfig({ OPENIDV_BACKUP_DIR })).toThrow('OPENIDV_BACKUP_DIR must be a folder of this machine')
})

it('a time to restore to must be one, within the log that is kept', async () => {
  const to = (until: string) => restore(given([parent], {}, { to: join(parent, 'target'), until }))
  await expect(to('yesterday')).rejects.toThrow('must be a time such as')
  await expect(to('2026-11-30T12:00:00Z')).rejects.toThrow('ends with its backups')
})
