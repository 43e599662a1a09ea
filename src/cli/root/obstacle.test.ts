/** Proves that what keeps another user from running the server is found and named. */
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createFolder } from '../../../test/harness/folder.ts'
import { parseConfig } from '../../config.ts'
import { findBarrier } from '../../db/embedded/owner.ts'
import { SERVER_USER } from '../../lib/process-users.ts'
import { findObstacle } from './obstacle.ts'

const isRoot = process.getuid?.() === 0
const mayRunHere = isRoot && findBarrier(import.meta.dirname, SERVER_USER) === undefined

it.runIf(mayRunHere)('nothing keeps another user from a program and a file that it may read', async () => {
  const folder = await createFolder('open')
  const file = join(folder, 'secret.key')
  await writeFile(file, '', { mode: 0o644 })
  expect(await findObstacle(parseConfig({}), SERVER_USER, [file])).toBeUndefined()
})

it.runIf(mayRunHere)('a file that the user may not read is named', async () => {
  const folder = await createFolder('closed')
  const file = join(folder, 'home', 'secret.key')
  await mkdir(join(folder, 'home'))
  await writeFile(file, '', { mode: 0o644 })
  await chmod(join(folder, 'home'), 0o700)
  const why = await findObstacle(parseConfig({}), SERVER_USER, [file])
  expect(why).toBe(`user 64800 could not run it: EACCES: permission denied, access '${file}'`)
})
