/** Keeps migrations, schema.sql and the row interfaces in step. */
import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dumpSchema, SCHEMA_PATH } from '../../scripts/dump-schema.ts'
import { createTestDatabase, type TestDatabase } from '../harness/database.ts'
import { type ColumnShape, readRowInterfaces } from './row-interfaces.ts'

/** The compiler reads Kysely's and Node's declarations: seconds on an idle machine. */
const COMPILER_TIMEOUT_MS = 120_000

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(() => database.close())

test('schema.sql is what the migrations make (mend: npm run generate)', async () => {
  const committed = await readFile(SCHEMA_PATH, 'utf8')
  expect(committed).toBe(await dumpSchema(database.db))
})

test(
  'every row interface has the columns of its table, their kinds, nulls and defaults',
  async () => {
    const written = readRowInterfaces()
    expect(Object.keys(written).length).toBeGreaterThan(10)
    expect(written).toEqual(await readColumns())
  },
  COMPILER_TIMEOUT_MS,
)

const KINDS: Readonly<Record<string, ColumnShape['kind']>> = {
  uuid: 'string',
  text: 'string',
  date: 'string',
  numeric: 'string',
  inet: 'string',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  float4: 'number',
  float8: 'number',
  bool: 'boolean',
  timestamptz: 'Date',
  bytea: 'Buffer',
  jsonb: 'json',
  _text: 'string[]',
  _uuid: 'string[]',
}

interface ColumnRow {
  readonly tableName: string
  readonly columnName: string
  readonly udtName: string
  readonly isNullable: 'YES' | 'NO'
  readonly columnDefault: string | null
  readonly identityGeneration: 'ALWAYS' | 'BY DEFAULT' | null
  readonly isGenerated: 'ALWAYS' | 'NEVER'
}

async function readColumns(): Promise<Record<string, Record<string, ColumnShape>>> {
  const columns = sql<ColumnRow>`
    select table_name, column_name, udt_name, is_nullable, column_default, identity_generation, is_generated
    from information_schema.columns
    where table_schema = 'public' and table_name <> 'schema_migrations'`
  const tables: Record<string, Record<string, ColumnShape>> = {}
  for (const row of (await columns.execute(database.db)).rows) {
    const kind = KINDS[row.udtName]
    if (kind === undefined) throw new Error(`No TypeScript kind is known for ${row.udtName} (${row.columnName})`)
    const table = tables[row.tableName] ?? {}
    tables[row.tableName] = table
    table[row.columnName] = { kind, nullable: row.isNullable === 'YES', given: toGiven(row) }
  }
  return tables
}

function toGiven(row: ColumnRow): ColumnShape['given'] {
  if (row.identityGeneration === 'ALWAYS' || row.isGenerated === 'ALWAYS') return 'never'
  return row.columnDefault === null && row.identityGeneration === null ? 'always' : 'optional'
}
