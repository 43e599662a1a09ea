import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createFolder } from '../../../test/harness/folder.ts'
import { parseConfig } from '../../config.ts'
import type { Context } from '../../context.ts'
import { systemClock } from '../../lib/clock.ts'
import { createLogger } from '../../lib/log.ts'
import { keepBackups } from './keep-backups.ts'
import { readTrouble } from './trouble.ts'

let parent: string
beforeEach(async () => {
  parent = await createFolder('keep')
})
afterEach(() => rm(parent, { recursive: true }))

it('a server whose backups fail goes on, says so in its log, and notes it for doctor', async () => {
  const lines: string[] = []
  const log = createLogger('error', { write: (line) => void lines.push(line) })
  const dir = join(parent, 'backups')
  const config = parseConfig({ OPENIDV_DATA_DIR: join(parent, 'data'), OPENIDV_BACKUP_DIR: dir })
  // Nothing is asked of the database before its replication answers, which it does not.
  const ctx = { config, log, clock: systemClock } as Context
  const keeping = await keepBackups(ctx, 'postgres://nobody@127.0.0.1:1/none')
  await expect.poll(() => readTrouble(dir), { timeout: 30_000 }).toContain('ECONNREFUSED')
  expect(lines.join()).toContain('backups are not kept at present')
  await keeping?.stop()
})
