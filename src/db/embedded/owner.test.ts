import { chmod, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createFolder } from '../../../test/harness/folder.ts'
import { findBarrier } from './owner.ts'

const STRANGER = { uid: 65_534, gid: 65_534 }

test('the first folder that a user may not pass is named, wherever it is on the way', async () => {
  const top = await createFolder('owner')
  const path = join(top, 'a/b/c')
  await mkdir(path, { recursive: true })
  expect(findBarrier(path, STRANGER)).toBeUndefined()
  await chmod(path, 0o744)
  expect(findBarrier(path, STRANGER)).toBe(path)
  await chmod(join(top, 'a'), 0o750)
  expect(findBarrier(path, STRANGER)).toBe(join(top, 'a'))
  const self = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
  expect(findBarrier(path, self)).toBeUndefined()
  await rm(top, { recursive: true })
})
