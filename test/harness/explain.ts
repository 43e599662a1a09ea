/** Asks PostgreSQL what the queries of an act cost: which tables they walk whole and how many rows they read. */

import { CompiledQuery, type Kysely, type KyselyPlugin, PostgresQueryCompiler, type RootOperationNode } from 'kysely'
import { closeDatabase, type Database, openDatabase } from '../../src/db/database.ts'
import { withinOrganization } from '../../src/db/reach.ts'
import type { OrganizationId } from '../../src/lib/ids.ts'
import { createLogger } from '../../src/lib/log.ts'
import type { TestDatabase } from './database.ts'

export interface QueryCost {
  /** Tables that were read from end to end. */
  readonly walkedTables: readonly string[]
  readonly indexes: readonly string[]
  /** Rows that were fetched by any scan, those that a filter threw away among them. */
  readonly readRows: number
  /** Pages of 8 KiB. */
  readonly pages: number
}

/**
 * The same as the application within one organization, as the server asks: the wall between organizations may keep an index
 * from being used.
 */
export async function explainWithin(
  { appUrl }: TestDatabase,
  organizationId: OrganizationId,
  act: (db: Database) => Promise<unknown>,
): Promise<readonly QueryCost[]> {
  const db = openDatabase({ url: appUrl, poolSize: 2, log: createLogger('warn') })
  try {
    return await withinOrganization(organizationId, () => explainQueries(db, (noting) => act(noting as Database)))
  } finally {
    await closeDatabase(db)
  }
}

/** Runs `act` on a database that notes its queries, then runs each of them again under EXPLAIN ANALYZE. */
export async function explainQueries<T>(
  db: Kysely<T>,
  act: (db: Kysely<T>) => Promise<unknown>,
): Promise<readonly QueryCost[]> {
  // Parts of a query pass the plugin too; only whole ones have a result.
  const built = new WeakMap<object, RootOperationNode>()
  const nodes: RootOperationNode[] = []
  const plugin: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      built.set(queryId, node)
      return node
    },
    transformResult: async ({ result, queryId }) => {
      const node = built.get(queryId)
      if (node) nodes.push(node)
      return result
    },
  }
  await act(db.withPlugin(plugin))
  const costs: QueryCost[] = []
  for (const node of nodes) {
    const { sql, parameters } = new PostgresQueryCompiler().compileQuery(node, { queryId: 'explained' })
    if (!/^\s*(select|with)\b/i.test(sql)) continue
    const explain = CompiledQuery.raw(`explain (analyze, buffers, format json) ${sql}`, [...parameters])
    const { rows } = await db.executeQuery<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(explain)
    const plan = Object.values(rows[0] ?? {})[0] as unknown as [{ Plan: PlanNode }]
    costs.push(toCost(plan[0].Plan))
  }
  return costs
}

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly 'Rows Removed by Index Recheck'?: number
  readonly 'Shared Hit Blocks': number
  readonly 'Shared Read Blocks': number
  readonly Plans?: readonly PlanNode[]
}

function toCost(root: PlanNode): QueryCost {
  const nodes = listNodes(root)
  return {
    walkedTables: nodes.flatMap((node) => (node['Node Type'] === 'Seq Scan' ? [node['Relation Name'] ?? ''] : [])),
    indexes: nodes.flatMap((node) => node['Index Name'] ?? []),
    readRows: nodes.reduce((sum, node) => sum + readRows(node), 0),
    pages: root['Shared Hit Blocks'] + root['Shared Read Blocks'],
  }
}

function listNodes(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(listNodes)]
}

function readRows(node: PlanNode): number {
  if (!node['Node Type'].endsWith('Scan') || !(node['Relation Name'] ?? node['Index Name'])) return 0
  const perLoop =
    node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)
  return Math.round(perLoop * node['Actual Loops'])
}
