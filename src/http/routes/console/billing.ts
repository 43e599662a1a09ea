/** The console's Billing: balance, burn, ledger, prices and the level that warns. */
import { Readable } from 'node:stream'
import * as z from 'zod'
import { type CsvCell, toCsvLine } from '../../../lib/csv.ts'
import { getWatchedBalance, setAlertLevel } from '../../../services/billing/alert.ts'
import { getBurn } from '../../../services/billing/ledger/burn.ts'
import { exportLedger, listLedger, MOVEMENT_KINDS, type Movement } from '../../../services/billing/ledger/list.ts'
import { LIST_PRICES } from '../../../steps/prices.ts'
import type { App } from '../../app-type.ts'
import { memberOf } from '../../console-gate.ts'
import type { HttpServices } from '../../services.ts'

/** Every role holds it: the balance decides whether anybody's work goes on. */
const ANY_MEMBER = 'members:read'

const filters = {
  /** Several are separated by commas. */
  kind: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(MOVEMENT_KINDS)))
    .optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
}
const exportQuery = z.object(filters)
const ledgerQuery = z.object({
  ...filters,
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().optional(),
})
const alertBody = z.strictObject({ alertBelowTokens: z.int().min(0).max(1_000_000_000) })

/** Adds the routes. */
export function registerConsoleBilling(console: App, services: HttpServices): void {
  registerBalance(console, services)
  registerLedger(console, services)
}

function registerBalance(console: App, { ctx }: HttpServices): void {
  console.get('/billing/balance', { config: { scope: ANY_MEMBER } }, async (req) =>
    getWatchedBalance(ctx, memberOf(req)),
  )

  console.get('/billing/prices', { config: { scope: ANY_MEMBER } }, async () => {
    const prices = Object.entries({ ...LIST_PRICES, ...ctx.config.billing.prices })
    return { items: prices.map(([name, amountTokens]) => ({ name, kind: kindOf(name), amountTokens })) }
  })

  console.get('/billing/burn', { config: { scope: 'billing:read' } }, async (req) => getBurn(ctx, memberOf(req)))

  console.get('/billing/alert', { config: { scope: ANY_MEMBER } }, async (req) => {
    const { alertBelowTokens } = await getWatchedBalance(ctx, memberOf(req))
    return { alertBelowTokens }
  })

  const alertRoute = { schema: { body: alertBody }, config: { scope: 'organization:write' as const } }
  console.put('/billing/alert', alertRoute, async (req, reply) => {
    await setAlertLevel(ctx, memberOf(req), req.body.alertBelowTokens)
    return reply.code(204).send()
  })
}

function registerLedger(console: App, { ctx }: HttpServices): void {
  const config = { scope: 'billing:read' as const }
  console.get('/billing/ledger', { schema: { querystring: ledgerQuery }, config }, async (req) => {
    const { limit, cursor } = req.query
    return listLedger(ctx, memberOf(req), { ...toFilters(req.query), limit, cursor })
  })

  const exportConfig = { scope: 'exports:read' as const, stepUp: true }
  const exportRoute = { schema: { querystring: exportQuery }, config: exportConfig }
  console.get('/billing/ledger.csv', exportRoute, async (req, reply) => {
    const movements = await exportLedger(ctx, memberOf(req), toFilters(req.query))
    reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="ledger.csv"')
    return reply.send(Readable.from(toCsv(movements)))
  })
}

function toFilters({ kind, from, to }: z.infer<typeof exportQuery>) {
  return { kinds: kind, from: from ? new Date(from) : undefined, to: to ? new Date(to) : undefined }
}

/** Steps are named in capitals, direct checks in small letters (`OPENIDV_PRICES`). */
function kindOf(name: string): 'step' | 'check' {
  return name === name.toUpperCase() ? 'step' : 'check'
}

const CSV_HEADER = [
  'id',
  'at',
  'kind',
  'available',
  'held',
  'spent',
  'balance_after',
  'session',
  'check',
  'actor',
  'note',
]

async function* toCsv(movements: AsyncIterable<Movement>): AsyncGenerator<string> {
  yield toCsvLine(CSV_HEADER)
  for await (const movement of movements) yield toCsvLine(toCells(movement))
}

function toCells(movement: Movement): CsvCell[] {
  const { id, at, kind, availableTokens, heldTokens, spentTokens, balanceAfterTokens, actor } = movement
  const work = [movement.sessionId, movement.check?.id]
  return [
    id,
    at,
    kind,
    availableTokens,
    heldTokens,
    spentTokens,
    balanceAfterTokens,
    ...work,
    nameOf(actor),
    movement.note,
  ]
}

function nameOf({ kind, name }: Movement['actor']): string {
  return name ?? kind
}
