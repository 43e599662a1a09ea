/** Keeps migrations, schema.sql and the row interfaces in step. */
import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dumpSchema, SCHEMA_PATH } from '../../scripts/dump-schema.ts'
import { AGING_TABLES } from '../../src/services/sandbox/clock/aging-tables.ts'
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

/** Times that stay when the clock of a sandbox is advanced, and why. */
const WHY_NO_TIME_PASSES: Readonly<Record<string, string>> = {
  'api_keys.*': 'Keys are in force by real time, whatever a sandbox plays.',
  'audit_events.*': 'Append-only: when it really was done.',
  'audit_seals.*': 'Append-only: when it really was done.',
  'auth_sessions.*': 'Sign-ins are of people, not of a sandbox.',
  'checks.claimed_at': 'A worker is at it.',
  'checks.due_at': 'The job of the queue has its own time.',
  'data_keys.*': 'Read by nothing but the proof of an erasure.',
  'holds.*': 'The sandbox pays nothing.',
  'idempotency_keys.running_until': 'A request is at it.',
  'invitations.*': 'Of members, not of a sandbox.',
  'ledger_entries.*': 'The sandbox pays nothing.',
  'members.*': 'Not of a sandbox.',
  'messages.claimed_until': 'A worker is at it.',
  'messages.handing_since': 'A worker is at it.',
  'request_counts.*': 'Requests were really made then, and the limits are real.',
  'request_latencies.*': 'Requests were really made then.',
  'request_logs.*': 'Requests were really made then.',
  'request_peaks.*': 'Requests were really made then.',
  'request_seconds.*': 'Requests were really made then.',
  'request_usage.*': 'Requests were really made then.',
  'sandbox_clocks.*': 'When the clock was really advanced.',
  'webhook_deliveries.claimed_until': 'A worker is at it.',
}

test('every time of an organization’s rows passes with the clock of its sandbox, or says here why not', async () => {
  const { rows } = await sql<{ name: string }>`
    select table_name || '.' || column_name as name from information_schema.columns as one
    where table_schema = 'public' and data_type in ('timestamp with time zone', 'date') and exists (
      select from information_schema.columns as other
      where other.table_schema = 'public' and other.table_name = one.table_name and other.column_name = 'organization_id'
    )`.execute(database.db)
  const toSnake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  const passing = Object.entries(AGING_TABLES).flatMap(([table, { times }]) =>
    times.map((time) => `${toSnake(table)}.${toSnake(time)}`),
  )
  const names = rows.map(({ name }) => name)
  const staying = (name: string) => name in WHY_NO_TIME_PASSES || `${name.split('.')[0]}.*` in WHY_NO_TIME_PASSES
  expect(names.length).toBeGreaterThan(60)
  expect(passing.filter((name) => !names.includes(name) || staying(name))).toEqual([])
  expect(names.filter((name) => !passing.includes(name) && !staying(name))).toEqual([])
})

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
