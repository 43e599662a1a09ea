/** Reads a migration and says what of it would hurt servers of the version before, which work while it is applied and after it. */

/** What a statement does that the version before may not survive, or that holds it up. */
export interface Offence {
  readonly statement: string
  readonly why: string
  /** The line that makes it right, where one does. */
  readonly line?: 'Works from' | 'Few rows'
}

interface Rule {
  readonly pattern: RegExp
  readonly why: string
  readonly line?: Offence['line']
}

const TABLE = String.raw`(?:if (?:not )?exists )?(?:only )?(?<table>[\w.]+)`

/** The version before reads and writes what it knows. */
const CONTRACTS: readonly Rule[] = [
  { pattern: /\bdrop (?!index concurrently if exists)/, why: 'takes away what the version before may use' },
  { pattern: /\brename\b/, why: 'takes a name away that the version before uses' },
  { pattern: /\bset not null\b/, why: 'refuses rows that the version before may write' },
  { pattern: /^create or replace\b/, why: 'changes what the version before calls' },
  { pattern: /^(?:revoke|truncate)\b/, why: 'takes away what the version before may use' },
  {
    pattern: new RegExp(`^alter table ${TABLE}.*\\badd (?:constraint|check|unique|primary key|exclude|foreign key)\\b`),
    why: 'refuses rows that the version before may write',
  },
  {
    pattern: new RegExp(`^create unique index (?:concurrently )?.*\\bon ${TABLE}`),
    why: 'refuses rows that the version before may write',
  },
  {
    pattern: new RegExp(`^create (?:constraint )?trigger\\b.*\\bon ${TABLE}`),
    why: 'changes what a write of the version before does',
  },
  { pattern: new RegExp(`^create policy\\b.*\\bon ${TABLE}`), why: 'hides rows that the version before reads' },
].map((rule): Rule => ({ ...rule, line: 'Works from' }))

/** Locks that others wait behind for as long as a table is long, and columns that an insert of the version before leaves out. */
const HOLDS_UP: readonly Rule[] = [
  {
    pattern: /\badd column\b(?!.*\bdefault\b).*\bnot null\b/,
    why: 'a column that is not null needs a default: the version before does not name it',
  },
  {
    pattern: /\badd column\b.*\b(?:default (?!now\(\)|current_)[^,]*\w\(|generated\b|serial\b)/,
    why: 'writes the whole table anew',
  },
  {
    pattern: /\balter(?: column)? \w+ (?:set data )?type\b/,
    why: 'writes the whole table anew: add a column, fill it by a job, and let the old one go later',
  },
  {
    pattern: /\badd (?:constraint|check|foreign key)\b(?!.*\b(?:not valid|using index)\b)/,
    why: 'reads the whole table under a lock: add it "not valid", and validate it in a later migration',
  },
  { pattern: /^(?:lock|cluster|vacuum full|refresh)\b|^reindex (?!.*concurrently)/, why: 'holds everybody up' },
  {
    pattern: new RegExp(`^create (?:unique )?index (?!concurrently).*\\bon ${TABLE}`),
    why: 'holds up every write while the index is made: "concurrently", in a file "Without a transaction"',
  },
]

const REWRITES: Rule = {
  pattern: new RegExp(`^(?:with\\b.*\\b)?(?:update|delete from|insert into .*\\bselect\\b.*\\bfrom) ${TABLE}`),
  why: 'holds rows up until the end of the migration: leave what is many to a job',
  line: 'Few rows',
}

/** Every statement that is not allowed as the file stands. `previous` is the newest migration of the version before. */
export function findOffences(sql: string, previous: number): Offence[] {
  const statements = splitStatements(sql)
  const made = new Set(
    statements.flatMap((one) => /^create (?:unlogged )?table (?:if not exists )?([\w.]+)/.exec(one)?.[1] ?? []),
  )
  const worksFrom = /^-- Works from (\d{4}): \S/m.exec(sql)?.[1]
  const lines = new Set([...(worksFrom ? ['Works from'] : []), ...(/^-- Few rows: \S/m.test(sql) ? ['Few rows'] : [])])
  const offences = statements.flatMap((statement) =>
    [...CONTRACTS, ...HOLDS_UP, REWRITES].flatMap(({ pattern, why, line }): Offence[] => {
      const match = pattern.exec(statement)
      if (!match || made.has(match.groups?.table ?? tableOf(statement)) || (line && lines.has(line))) return []
      return [{ statement, why, ...(line && { line }) }]
    }),
  )
  return [...offences, ...findBadSteps(sql, statements), ...findEarlyContract(worksFrom, previous)]
}

function tableOf(statement: string): string {
  return new RegExp(`^alter table ${TABLE}`).exec(statement)?.groups?.table ?? ''
}

/** A file without a transaction is applied again from its first statement when it was broken off. */
function findBadSteps(sql: string, statements: readonly string[]): Offence[] {
  const isInSteps = /^-- Without a transaction: \S/m.test(sql)
  return statements.flatMap((statement) => {
    if (!isInSteps)
      return /\bconcurrently\b/.test(statement) ? [{ statement, why: 'needs a file "Without a transaction"' }] : []
    if (/^drop index concurrently if exists\b/.test(statement)) return []
    const name = /^create (?:unique )?index concurrently (\w+)/.exec(statement)?.[1]
    if (name && statements.includes(`drop index concurrently if exists ${name}`)) return []
    return [
      { statement, why: 'without a transaction only indexes are made, each after "drop index concurrently if exists"' },
    ]
  })
}

/** The version before must be among those that work with what is left. */
function findEarlyContract(worksFrom: string | undefined, previous: number): Offence[] {
  if (worksFrom === undefined || Number(worksFrom) <= previous) return []
  const why = `the version before ends with ${previous}: what it uses may go in the release after this one`
  return [{ statement: `-- Works from ${worksFrom}`, why }]
}

/** Statements in small letters and on one line each, without comments, and with nothing in strings and bodies of functions. */
export function splitStatements(sql: string): string[] {
  const bare = sql
    .replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|\$(\w*)\$[\s\S]*?\$\1\$/g, (part) =>
      /^['$]/.test(part) ? "''" : ' ',
    )
    .toLowerCase()
  return bare
    .split(';')
    .map((one) => one.replace(/\s+/g, ' ').trim())
    .filter((one) => one !== '')
}
