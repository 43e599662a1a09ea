/** Reads the SQL files that make the schema, and what each says of itself. */
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { sha256 } from '../lib/crypto.ts'
import { DatabaseStartError } from './start-error.ts'

export interface Migration {
  readonly version: number
  readonly name: string
  readonly sql: string
  /** SHA-256 of the text with LF line ends, in hex. */
  readonly checksum: string
  /** Programs whose newest migration is older than this cannot work with the schema any more; 0: all can. */
  readonly worksFrom: number
  /** Whether it is one transaction; else each statement stands alone, and all may be done again from the first. */
  readonly isTransaction: boolean
}

export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../migrations/', import.meta.url))
const FILE_NAME = /^(?<version>\d{4})_(?<name>[a-z0-9_]+)\.sql$/
const NO_MIGRATIONS = new Set(['schema.sql', 'access.sql'])

/** As in `-- Works from 0038: nothing reads the column since.` */
const WORKS_FROM = /^-- Works from (?<version>\d{4}): \S/m
const WITHOUT_TRANSACTION = /^-- Without a transaction: \S/m

/** All of a folder, in order. Throws `DatabaseStartError` for a doubled number or a name that is none of a migration. */
export async function readMigrations(folder: string = MIGRATIONS_FOLDER): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql') && !NO_MIGRATIONS.has(file)).sort()
  const migrations = await Promise.all(files.map((file) => readMigration(folder, file)))
  for (const [index, { version }] of migrations.entries()) {
    if (version !== migrations[index - 1]?.version) continue
    throw new DatabaseStartError(
      `Migration ${padVersion(version)} is doubled: ${files[index - 1]} and ${files[index]}.`,
    )
  }
  return migrations
}

/** The version of this program's schema: that of its newest migration. */
export async function findNewestVersion(): Promise<number> {
  return (await readMigrations()).at(-1)?.version ?? 0
}

/** As in the name of its file. */
export function padVersion(version: number): string {
  return String(version).padStart(4, '0')
}

async function readMigration(folder: string, file: string): Promise<Migration> {
  const { version, name } = FILE_NAME.exec(file)?.groups ?? {}
  if (version === undefined || name === undefined) {
    throw new DatabaseStartError(`${file} is not named like a migration: NNNN_noun.sql.`)
  }
  const sql = (await readFile(`${folder}/${file}`, 'utf8')).replaceAll('\r\n', '\n')
  return {
    version: Number(version),
    name,
    sql,
    checksum: sha256(sql).toString('hex'),
    worksFrom: Number(WORKS_FROM.exec(sql)?.groups?.version ?? 0),
    isTransaction: !WITHOUT_TRANSACTION.test(sql),
  }
}
