import { execFile } from 'node:child_process'
import { chmod, cp, mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFolder } from '../../../test/harness/folder.ts'
import { findBinaries, findPackage } from './binaries.ts'

const isRoot = process.getuid?.() === 0
const NOBODY = { uid: 65_534, gid: 65_534 }

let folder: string

beforeEach(async () => {
  folder = await createFolder('binaries')
})

afterEach(() => rm(folder, { recursive: true }))

/** The package as npm unpacks it when it runs no scripts: without symbolic links. */
async function unpackWithoutScripts(target: string): Promise<void> {
  await cp(findPackage(), target, { recursive: true, verbatimSymlinks: true })
  const links: { target: string }[] = JSON.parse(await readFile(join(target, 'native/pg-symlinks.json'), 'utf8'))
  await Promise.all(links.map((link) => rm(join(target, link.target), { force: true })))
}

test('a package that was installed without its script is completed and used where it lies', async () => {
  const target = join(folder, 'package')
  await unpackWithoutScripts(target)
  const program = join(target, 'native/bin/postgres')
  await expect(promisify(execFile)(program, ['--version'])).rejects.toThrow('shared libraries')
  const binaries = await findBinaries(isRoot ? NOBODY : undefined, join(folder, 'copies'), target)
  expect(binaries.postgres).toBe(program)
  expect((await promisify(execFile)(program, ['--version'])).stdout).toContain('PostgreSQL')
})

test.runIf(isRoot)('as root, a package in a private folder is copied once to where its user may run it', async () => {
  const home = join(folder, 'private')
  await mkdir(home, { mode: 0o700 })
  await unpackWithoutScripts(join(home, 'package'))
  await chmod(join(home, 'package/native/bin/postgres'), 0o700)
  const copies = join(folder, 'copies')
  const find = () => findBinaries(NOBODY, copies, join(home, 'package'))
  const [first, second] = await Promise.all([find(), find()])
  expect(second).toEqual(first)
  expect(first.postgres).toMatch(/copies\/postgresql-18[^/]*\/native\/bin\/postgres$/)
  expect(await readdir(copies)).toHaveLength(1)
  const version = await promisify(execFile)(first.postgres, ['--version'], { ...NOBODY, cwd: '/' })
  expect(version.stdout).toContain('PostgreSQL')
})
