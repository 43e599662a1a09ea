/**
 * Measures how many sessions 16 callers create, against the same server's four plain statements in a transaction.
 * Run: node bench/create-session.ts [rounds] [seconds a round]. Starts an embedded PostgreSQL that syncs every commit.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { openContext } from '../src/cli/open-context.ts'
import { parseConfig } from '../src/config.ts'
import type { Context } from '../src/context.ts'
import { acrossOrganizations, withinOrganization } from '../src/db/reach.ts'
import { createLogger } from '../src/lib/log.ts'
import { checkLedger, describeImbalance } from '../src/services/billing/check-ledger.ts'
import { createSession } from '../src/services/sessions/create.ts'
import { SessionCreates } from '../src/services/sessions/create-batch/session-creates.ts'
import { foundPayers, type Payer } from './payers.ts'
import { createPlainly } from './plain-create.ts'
import { quantile } from './statistics.ts'

const CALLERS = 16
const PEOPLE = 64

type Create = (payer: Payer, serial: number) => Promise<unknown>

const rounds = Number(process.argv[2] ?? 5)
const roundMs = Number(process.argv[3] ?? 2) * 1000

console.log(`node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${new Date().toISOString()}`)
const dataDir = await mkdtemp(join(tmpdir(), 'openidv-bench-'))
// As root the database runs as another user, who must be able to pass.
await chmod(dataDir, 0o755)
const config = parseConfig({ OPENIDV_DATA_DIR: dataDir, OPENIDV_SIGNUP_GRANT_TOKENS: '1000000000' })
const { ctx, close } = await openContext(config, createLogger('warn'), 'serve')
try {
  await measure(ctx)
} finally {
  await close()
  await rm(dataDir, { recursive: true, force: true })
}

async function measure(ctx: Context): Promise<void> {
  const payers = await foundPayers(ctx, CALLERS)
  const hot = payers.slice(0, 1)
  const creates = new SessionCreates(ctx)
  const batched: Create = ({ actor }, serial) => createSession(ctx, creates, actor, personOf(serial))
  const plain: Create = (payer) => createPlainly(ctx, payer)
  for (const create of [plain, batched]) await countCreates(create, payers, roundMs)

  await compare(`${CALLERS} callers, ${payers.length} organizations`, payers, { plain, batched })
  await compare(`${CALLERS} callers, 1 organization`, hot, { plain, batched })
  await creates.close()
  const imbalances = await acrossOrganizations(() => checkLedger(ctx))
  console.log(imbalances.length === 0 ? 'ledger: every sum is right' : imbalances.map(describeImbalance).join('\n'))
}

/** Rounds of both in turn, so that what else the machine does falls on both. */
async function compare(title: string, payers: readonly Payer[], ways: { plain: Create; batched: Create }) {
  const rates = { plain: [] as number[], batched: [] as number[] }
  for (let round = 0; round < rounds; round++) {
    rates.plain.push(await countCreates(ways.plain, payers, roundMs))
    rates.batched.push(await countCreates(ways.batched, payers, roundMs))
  }
  const [plain, batched] = [quantile(rates.plain, 0.5), quantile(rates.batched, 0.5)]
  const ratios = rates.batched.map((rate, round) => rate / (rates.plain[round] ?? Number.NaN))
  console.log(title)
  console.log(`  four statements  ${Math.round(plain)} sessions/s, median of ${rounds} rounds`)
  console.log(`  batched          ${Math.round(batched)} sessions/s`)
  console.log(
    `  ratio            ${(batched / plain).toFixed(1)} of the medians; by round ${ratios.map((r) => r.toFixed(1))}`,
  )
}

/** Creates a second, by callers who each wait for their answer before the next. */
async function countCreates(create: Create, payers: readonly Payer[], durationMs: number): Promise<number> {
  const startMs = performance.now()
  let created = 0
  async function call(payer: Payer): Promise<void> {
    while (performance.now() - startMs < durationMs) {
      await withinOrganization(payer.actor.organizationId, () => create(payer, created))
      created += 1
    }
  }
  const callers = Array.from({ length: CALLERS }, (_, caller) => payers[caller % payers.length])
  await Promise.all(callers.map((payer) => payer && call(payer)))
  return created / ((performance.now() - startMs) / 1000)
}

/** One of a few people who come back, since the plain way knows its applicant, too. */
function personOf(serial: number) {
  const email = `${serial % PEOPLE}@example.com`
  return { firstName: 'Ada', lastName: 'Lovelace', email, externalId: String(serial) }
}
