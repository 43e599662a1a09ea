/** Proves that the data folder is closed to other users, and that an open one is closed at the start. */
import { chmod, chown, mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createFolder } from '../../test/harness/folder.ts'
import { closeDataFolder, findOpenMode } from './data-folder.ts'

const isRoot = process.getuid?.() === 0
/** Under root other users pass, to parts of their own. */
const CLOSED = isRoot ? 0o711 : 0o700

const modeOf = async (path: string) => (await stat(path)).mode & 0o777

it('a folder that is made is closed to others from the start', async () => {
  const dataDir = join(await createFolder('closed'), 'data')
  await closeDataFolder(dataDir)
  expect(await modeOf(dataDir)).toBe(CLOSED)
})

it('one that was open is closed, with the secret and the pictures in it, and goes back to nobody', async () => {
  const dataDir = await createFolder('open')
  await mkdir(join(dataDir, 'blobs'))
  await writeFile(join(dataDir, 'secret.key'), '')
  await Promise.all(['.', 'blobs', 'secret.key'].map((name) => chmod(join(dataDir, name), 0o755)))
  expect(await findOpenMode(dataDir)).toBe('755')
  await closeDataFolder(dataDir)
  expect(await findOpenMode(dataDir)).toBeUndefined()
  expect(await modeOf(dataDir)).toBe(CLOSED)
  expect(await modeOf(join(dataDir, 'blobs'))).toBe(0o700)
  expect(await modeOf(join(dataDir, 'secret.key'))).toBe(0o600)
})

it('one that lets nobody pass stays so', async () => {
  const dataDir = await createFolder('private')
  await chmod(dataDir, 0o700)
  await closeDataFolder(dataDir)
  expect(await modeOf(dataDir)).toBe(0o700)
})

it.runIf(isRoot)('one of somebody else is theirs to close, and said to be open', async () => {
  const dataDir = await createFolder('theirs')
  await chown(dataDir, 1, 1)
  await closeDataFolder(dataDir)
  expect(await findOpenMode(dataDir)).toBe('755')
  await chmod(dataDir, 0o711)
  expect(await findOpenMode(dataDir)).toBe('711')
  await rm(dataDir, { recursive: true })
})
