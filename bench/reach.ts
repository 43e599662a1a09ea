/**
 * Measures what the wall between organizations costs a query: one row by its key, as the owner without the wall, as the
 * application on connections that stay with one organization, and on such that change it each time, in turns.
 * Run: node bench/reach.ts [rounds] [queries a round].
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAccess } from '../src/db/access.ts'
import { closeDatabase, type Database, openDatabase } from '../src/db/database.ts'
import { startEmbedded } from '../src/db/embedded/start.ts'
import { migrate } from '../src/db/migrate.ts'
import { withinOrganization } from '../src/db/reach.ts'
import { newId, type OrganizationId } from '../src/lib/ids.ts'
import { createLogger } from '../src/lib/log.ts'
import { quantile } from './statistics.ts'

const rounds = Number(process.argv[2] ?? 15)
const queries = Number(process.argv[3] ?? 500)

const log = createLogger('warn')
const dataDir = await mkdtemp(join(tmpdir(), 'openidv-bench-'))
// As root the database runs as another user, who must be able to pass.
await chmod(dataDir, 0o755)
const server = await startEmbedded({ dataDir, log })
await migrate(server.url, log)
const access = await openAccess({ ownerUrl: server.url, log })
const owner = openDatabase({ url: server.url, poolSize: 1, log })
const app = openDatabase({ url: access.url, poolSize: 1, log })
const [one, other] = [newId<OrganizationId>(), newId<OrganizationId>()]
const WAYS = {
  'without the wall': (id: OrganizationId) => read(owner, id),
  'behind it, the same organization': () => withinOrganization(one, () => read(app, one)),
  'behind it, another one each time': (id: OrganizationId) => withinOrganization(id, () => read(app, id)),
} as const
try {
  const times = new Map<string, number[]>(Object.keys(WAYS).map((name) => [name, []]))
  for (let round = -1; round < rounds; round++) {
    for (const [name, way] of Object.entries(WAYS)) {
      const startMs = performance.now()
      for (let at = 0; at < queries; at++) await way(at % 2 ? one : other)
      const us = ((performance.now() - startMs) * 1000) / queries
      if (round >= 0) times.get(name)?.push(us)
    }
  }
  console.log(`node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${rounds} × ${queries}`)
  for (const [name, all] of times) {
    console.log(`${name.padEnd(34)} ${quantile(all, 0.5).toFixed(0)} µs a query (least ${Math.min(...all).toFixed(0)})`)
  }
} finally {
  await closeDatabase(owner)
  await closeDatabase(app)
  await server.stop()
  await rm(dataDir, { recursive: true, force: true })
}

function read(db: Database, id: OrganizationId): Promise<unknown> {
  return db.selectFrom('balances').selectAll().where('organizationId', '=', id).executeTakeFirst()
}
