import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createFolder } from '../../test/harness/folder.ts'
import { parseConfig } from '../config.ts'
import { createLogger } from '../lib/log.ts'
import { openKeyring } from './root-secret.ts'

const log = createLogger('silent')
let dataDir: string
beforeEach(async () => {
  dataDir = await createFolder('root-secret')
})
afterEach(() => rm(dataDir, { recursive: true }))

const open = (env: Record<string, string> = {}) => openKeyring(parseConfig({ OPENIDV_DATA_DIR: dataDir, ...env }), log)

it('a root secret is made once, and kept', async () => {
  const { masters } = await open()
  expect(await readFile(join(dataDir, 'secret.key'), 'utf8')).toMatch(/^[0-9a-f]{64}$/)
  expect((await open()).masters).toEqual(masters)
})

it('beside a database that has lost its secret no new one is made', async () => {
  await writeFile(join(dataDir, 'postgres.json'), JSON.stringify({ password: 'p', made: true }))
  await expect(open()).rejects.toThrow('secret.key is missing, and the database beside it was made under it')
  await expect(readFile(join(dataDir, 'secret.key'))).rejects.toThrow('ENOENT')
  expect((await open({ OPENIDV_SECRET_KEY: 'ab'.repeat(32) })).masters).toHaveLength(1)
})
