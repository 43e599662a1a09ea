/** Keeps the folders of src/services apart: no circles between them, and one folder writes a table. */
import { describe, expect, it } from 'vitest'
import { listCircles, listFolderImports, listWrittenTables, nounOf, type Sources } from './service-folders.ts'
import { listFiles, readText } from './tree.ts'

const sources: Sources = new Map(
  listFiles()
    .filter((path) => /^src\/.*\.ts$/.test(path) && !path.endsWith('.test.ts'))
    .map((path) => [path, readText(path)]),
)

/** Folders that still stand in a circle with each other; nothing is added. */
const NOT_YET_UNTIED: readonly string[] = []

/** Files that write the tables of several nouns, and why. */
const WHY_SEVERAL: Readonly<Record<string, string>> = {
  'src/services/sessions/create-batch/queries.ts':
    'Many creations in one statement: applicant, hold, session and audit row each for itself would be five round trips.',
}

/** Files whose text does not name a table that they write, and why that is right. */
const WHY_UNNAMED: Readonly<Record<string, string>> = {
  'src/db/delete-rows.ts': 'Callers name the table.',
  'src/db/age-rows.ts': 'The clock of a sandbox names the tables, in AGING_TABLES.',
  'src/services/request-logs/queries.ts': 'The sums of requests are alike; SUM_TABLES beside it names them.',
}

describe('the folders of src/services', () => {
  const imports = listFolderImports(sources)

  it('are really read by these tests', () => {
    expect(imports.size).toBeGreaterThan(10)
    expect(imports.get('deletion')).toContain('members')
  })

  it.each([
    ['nouns', imports],
    ['wings', listFolderImports(sources, true)],
  ])('do not import each other in circles, as %s', (_level, found) => {
    const circles = listCircles(found).filter((circle) => circle.some((folder) => !NOT_YET_UNTIED.includes(folder)))
    expect(circles, 'Move what both need into the lower folder, or the verb up into the higher one.').toEqual([])
  })

  it('have left the list of those to untie when they stand in no circle', () => {
    const tied = new Set(listCircles(imports).flat())
    expect(NOT_YET_UNTIED.filter((folder) => !tied.has(folder))).toEqual([])
  })

  it('of an invented tree are found where they import each other, directly or around', () => {
    const planted = new Map([
      ['src/services/a/create.ts', "import { b } from '../b/get.ts'\n"],
      ['src/services/b/get.ts', "import type { C } from '../c/deep/get.ts'\n"],
      ['src/services/c/list.ts', "import './deep/get.ts'\n"],
      ['src/services/c/deep/get.ts', "const a = await import('../../a/create.ts')\n"],
      ['src/services/d/get.ts', "import { a } from '../a/create.ts'\nimport { e } from '../e/get.ts'\n"],
      ['src/services/e/get.ts', "import { d } from '../d/get.ts'\n"],
      ['src/services/f/get.ts', "import { actor } from '../actor.ts'\nimport { d } from '../d/get.ts'\n"],
    ])
    expect(listCircles(listFolderImports(planted))).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e'],
    ])
  })

  it('of an invented tree may stand in wings, which import each other in no circle either', () => {
    const planted = new Map([
      ['src/services/low/a/get.ts', "import { c } from '../../high/c/get.ts'\n"],
      ['src/services/high/b/get.ts', "import { a } from '../../low/d/get.ts'\n"],
      ['src/services/high/c/get.ts', ''],
      ['src/services/low/d/get.ts', ''],
    ])
    expect(listCircles(listFolderImports(planted))).toEqual([])
    expect(listCircles(listFolderImports(planted, true))).toEqual([['high', 'low']])
  })
})

describe('a table', () => {
  const written = [...sources].flatMap(([path, text]) => listWrittenTables(text).map((table) => ({ path, table })))

  it('is really found by these tests', () => {
    const tables = new Set(written.map(({ table }) => table))
    expect(tables.size).toBeGreaterThan(25)
    expect([...tables]).toEqual(
      expect.arrayContaining(['sessions', 'api_keys', 'balances', 'request_counts', 'members']),
    )
  })

  it('is written by one folder', () => {
    const writers = listWriters(
      written.filter(({ path }) => !(path in WHY_SEVERAL)),
      sources,
    )
    expect(writers, 'Ask the verb of the folder that writes the table, or add one there.').toEqual([])
  })

  it('is named where it is written', () => {
    const unnamed = written.filter(({ path, table }) => table === '?' && !(path in WHY_UNNAMED))
    expect(unnamed).toEqual([])
  })

  it('has no exception for a file that is gone or keeps the rule', () => {
    const several = Object.keys(WHY_SEVERAL).filter((path) => written.filter((row) => row.path === path).length < 2)
    const named = Object.keys(WHY_UNNAMED).filter(
      (path) => !written.some((row) => row.path === path && row.table === '?'),
    )
    expect([...several, ...named]).toEqual([])
  })

  it('of two folders is found, whether SQL or the builder writes it', () => {
    const planted = new Map([
      ['src/services/a/queries.ts', "db.insertInto('apiKeys')\nsql`insert into holds as held (id) values (1)`"],
      ['src/services/b/queries.ts', 'sql`delete from api_keys where id = 1`\nsql`update only holds h set state = 1`'],
      ['src/services/b/erase.ts', "deleteRowsOf(tx.db, 'sessions', id, most)"],
      ['src/services/c/deep/queries.ts', "tx\n  .deleteFrom(\n    'sessions')\ndb.updateTable('checks')"],
      ['src/services/c/list.ts', 'sql`select 1 from checks for update skip locked`\n// update members set role'],
      ['src/cli/wipe.ts', "db.deleteFrom('checks')"],
      [
        'src/services/d/queries.ts',
        "db.insertInto('members').onConflict((c) => c.doUpdateSet({}))\nsql`do update set x = 1`",
      ],
    ])
    const rows = [...planted].flatMap(([path, text]) => listWrittenTables(text).map((table) => ({ path, table })))
    expect(listWriters(rows, planted)).toEqual([
      'api_keys: a, b',
      'checks: c, src/cli',
      'holds: a, b',
      'sessions: b, c',
    ])
    expect(listWrittenTables('db.deleteFrom(table)')).toEqual(['?'])
    expect(listWrittenTables(['sql`delete from $', '{rows} where x`'].join(''))).toEqual(['?'])
    expect(listWrittenTables(['sql`update $', '{rows} set x = 1`'].join(''))).toEqual(['?'])
  })
})

/** Tables of several folders, each with these. */
function listWriters(rows: ReadonlyArray<{ path: string; table: string }>, tree: Sources): string[] {
  const writers = new Map<string, Set<string>>()
  for (const { path, table } of rows) {
    if (table === '?') continue
    writers.set(table, new Set([...(writers.get(table) ?? []), nounOf(path, tree)]))
  }
  const shared = [...writers].filter(([, folders]) => folders.size > 1)
  return shared.map(([table, folders]) => `${table}: ${[...folders].sort().join(', ')}`).sort()
}
