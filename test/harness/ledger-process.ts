/** Moves tokens at random until it is killed: the child of the test that kills it in the middle. */
import { closeDatabase, openDatabase } from '../../src/db/database.ts'
import { AppError } from '../../src/lib/errors.ts'
import type { HoldId, OrganizationId } from '../../src/lib/ids.ts'
import { createLogger } from '../../src/lib/log.ts'
import { grantTokens, holdTokens, settleWork } from '../../src/services/billing/tokens.ts'
import { serviceContext } from './service-context.ts'

export interface LedgerOrder {
  readonly url: string
  readonly organizationIds: readonly OrganizationId[]
  readonly writers: number
}

/** What the child says after a commit has returned: these must be there afterwards. */
export type Acknowledged = { readonly held: HoldId } | { readonly settled: HoldId }

process.once('message', async (order: LedgerOrder) => {
  const db = openDatabase({ url: order.url, poolSize: order.writers, log: createLogger('silent') })
  const ctx = serviceContext(db)
  await Promise.all(Array.from({ length: order.writers }, () => write(ctx, order.organizationIds)))
  await closeDatabase(db)
})
process.send?.('ready')

async function write(ctx: ReturnType<typeof serviceContext>, organizationIds: LedgerOrder['organizationIds']) {
  for (;;) {
    const organizationId = organizationIds[Math.floor(Math.random() * organizationIds.length)]
    if (!organizationId) throw new Error('no organization was given')
    if (Math.random() < 0.2) await grantTokens(ctx, { kind: 'operator', organizationId }, { amountTokens: 60 })
    const id = await tryHold(ctx, organizationId)
    if (!id) continue
    acknowledge({ held: id })
    if (Math.random() < 0.3) continue
    await settleWork(ctx, { id, organizationId }, Math.random() < 0.5 ? ['ID_VERIFICATION'] : [])
    acknowledge({ settled: id })
  }
}

async function tryHold(ctx: ReturnType<typeof serviceContext>, organizationId: OrganizationId) {
  try {
    return await holdTokens(ctx, { organizationId, environment: 'live' }, ['ID_VERIFICATION', 'FACE_LIVENESS'])
  } catch (error) {
    if (error instanceof AppError && error.code === 'balance_insufficient') return undefined
    throw error
  }
}

function acknowledge(message: Acknowledged): void {
  process.send?.(message)
}
