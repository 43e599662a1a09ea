import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.ts'
import { serviceContext } from '../../../test/harness/service-context.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import type { HoldId, OrganizationId } from '../../lib/ids.ts'
import { LIST_PRICES } from '../../steps/prices.ts'
import type { SystemActor } from '../actor.ts'
import { createOrganization } from '../organizations/create.ts'
import { checkLedger, describeImbalance } from './check-ledger.ts'
import { getBalance, grantTokens, holdTokens, settleHold, settleWork } from './tokens.ts'

const ORGANIZATIONS = 3
const NAMES = ['ID_VERIFICATION', 'FACE_LIVENESS', 'AGE_ESTIMATION', 'face_detect'] as const

let database: TestDatabase
let ctx: Context
beforeAll(async () => {
  database = await createTestDatabase()
  ctx = serviceContext(database.db, { OPENIDV_SIGNUP_GRANT_TOKENS: '0' })
})
afterAll(() => database.close())

type Operation =
  | { readonly kind: 'grant'; readonly organization: number; readonly amountTokens: number }
  | { readonly kind: 'hold'; readonly organization: number; readonly names: readonly string[] }
  | { readonly kind: 'close'; readonly which: number; readonly ran: number; readonly twice: boolean }
  | { readonly kind: 'overdraw'; readonly which: number; readonly beyond: number }

const organization = fc.nat(ORGANIZATIONS - 1)
const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('grant' as const),
      organization,
      amountTokens: fc.integer({ min: 1, max: 120 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('hold' as const),
      organization,
      names: fc.subarray([...NAMES], { minLength: 1 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('close' as const), which: fc.nat(), ran: fc.nat(4), twice: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('overdraw' as const),
      which: fc.nat(),
      beyond: fc.integer({ min: 1, max: 50 }),
    }),
  },
)

interface OpenHold {
  readonly id: HoldId
  readonly organizationId: OrganizationId
  readonly names: readonly string[]
}

/** What was asked for and allowed, to compare the books with. */
interface Story {
  readonly organizations: readonly OrganizationId[]
  readonly granted: Map<OrganizationId, number>
  readonly holds: OpenHold[]
  /** Hold → the amounts that closers asked for, of which exactly one must have been spent. */
  readonly asked: Map<HoldId, number[]>
}

async function play(story: Story, step: Operation): Promise<void> {
  if (step.kind === 'grant' || step.kind === 'hold') {
    const organizationId = story.organizations[step.organization]
    if (!organizationId) throw new Error('no such organization')
    if (step.kind === 'hold') return hold(story, organizationId, step.names)
    const actor: SystemActor = { kind: 'operator', organizationId }
    await grantTokens(ctx, actor, { amountTokens: step.amountTokens })
    story.granted.set(organizationId, (story.granted.get(organizationId) ?? 0) + step.amountTokens)
    return
  }
  const held = story.holds[step.which % Math.max(1, story.holds.length)]
  if (!held) return
  const full = priceOfAll(held.names)
  if (step.kind === 'overdraw')
    return expect(settleHold(ctx, held, full + step.beyond)).rejects.toThrow() as Promise<void>
  const ran = held.names.slice(0, step.ran)
  const closers = step.twice ? [ran, held.names] : [ran]
  const asked = story.asked.get(held.id) ?? []
  story.asked.set(held.id, [...asked, ...closers.map(priceOfAll)])
  await Promise.all(closers.map((names) => settleWork(ctx, held, names)))
}

async function hold(story: Story, organizationId: OrganizationId, names: readonly string[]): Promise<void> {
  try {
    const id = await holdTokens(ctx, { organizationId, environment: 'live' }, names)
    if (id) story.holds.push({ id, organizationId, names })
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'balance_insufficient')) throw error
  }
}

function priceOfAll(names: readonly string[]): number {
  return names.reduce((sum, name) => sum + (LIST_PRICES[name] ?? Number.NaN), 0)
}

async function expectBooks(story: Story): Promise<void> {
  expect((await checkLedger(ctx)).map(describeImbalance)).toEqual([])
  for (const organizationId of story.organizations) {
    const rows = await database.db
      .selectFrom('holds')
      .selectAll()
      .where('organizationId', '=', organizationId)
      .execute()
    const mine = story.holds.filter((held) => held.organizationId === organizationId)
    expect(rows.map(({ id }) => id).sort()).toEqual(mine.map(({ id }) => id).sort())
    for (const { id, state, settledTokens } of rows) {
      const asked = story.asked.get(id)
      expect(state).toBe(asked ? 'closed' : 'held')
      if (asked) expect(asked).toContain(settledTokens)
    }
    const spent = rows.reduce((sum, row) => sum + (row.settledTokens ?? 0), 0)
    const { availableTokens, heldTokens } = await getBalance(ctx, organizationId)
    expect(Math.min(availableTokens, heldTokens)).toBeGreaterThanOrEqual(0)
    expect(availableTokens + heldTokens + spent).toBe(story.granted.get(organizationId) ?? 0)
  }
}

async function newStory(): Promise<Story> {
  const founded = []
  for (let i = 0; i < ORGANIZATIONS; i++) founded.push(await createOrganization(ctx, { name: `Payer ${i}` }))
  return { organizations: founded.map(({ id }) => id), granted: new Map(), holds: [], asked: new Map() }
}

describe('the ledger', () => {
  it('sums up after any movements at the same time, with nothing lost, spent twice or below zero', async () => {
    const rounds = fc.array(fc.array(operation, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(rounds, async (steps) => {
        const story = await newStory()
        for (const together of steps) {
          await Promise.all(together.map((step) => play(story, step)))
          await expectBooks(story)
        }
      }),
      { numRuns: 25 },
    )
  }, 120_000)

  it('two holds cannot spend the same tokens', async () => {
    const { id: organizationId } = await createOrganization(ctx, { name: 'Poor' })
    await grantTokens(ctx, { kind: 'operator', organizationId }, { amountTokens: 120 })
    const owner = { organizationId, environment: 'live' as const }
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, () => holdTokens(ctx, owner, ['ID_VERIFICATION'])),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    expect(await getBalance(ctx, organizationId)).toEqual({ availableTokens: 20, heldTokens: 100 })
  })

  it('refuses to settle more than was held, or what was not held for, and writes nothing', async () => {
    const held = await aHold(['ID_VERIFICATION', 'FACE_LIVENESS'])
    const before = await database.db.selectFrom('ledgerEntries').select('id').execute()
    await expect(settleHold(ctx, held, 56)).rejects.toThrow()
    await expect(settleHold(ctx, held, -1)).rejects.toThrow()
    await expect(settleHold(ctx, held, 0.5)).rejects.toThrow()
    await expect(settleWork(ctx, held, ['AGE_ESTIMATION'])).rejects.toThrow()
    await expect(settleWork(ctx, held, ['ID_VERIFICATION', 'ID_VERIFICATION'])).rejects.toThrow()
    expect(await database.db.selectFrom('ledgerEntries').select('id').execute()).toHaveLength(before.length)
    expect(await getBalance(ctx, held.organizationId)).toEqual({ availableTokens: 945, heldTokens: 55 })
    await settleHold(ctx, held, 55)
    expect(await getBalance(ctx, held.organizationId)).toEqual({ availableTokens: 945, heldTokens: 0 })
  })

  it('settles at the prices of the hold, though the price list has changed since', async () => {
    const held = await aHold(['ID_VERIFICATION', 'FACE_LIVENESS'])
    const dearer = serviceContext(database.db, { OPENIDV_PRICES: '{"ID_VERIFICATION":5000,"FACE_LIVENESS":0}' })
    await settleWork(dearer, held, ['ID_VERIFICATION'])
    expect(await getBalance(ctx, held.organizationId)).toEqual({ availableTokens: 950, heldTokens: 0 })
  })

  it('costs nothing in the sandbox', async () => {
    const { id: organizationId } = await createOrganization(ctx, { name: 'Playing' })
    expect(await holdTokens(ctx, { organizationId, environment: 'sandbox' }, ['ID_VERIFICATION'])).toBeUndefined()
  })

  it('refuses an entry that is changed or removed', async () => {
    const held = await aHold(['ID_VERIFICATION'])
    const mine = database.db.deleteFrom('ledgerEntries').where('holdId', '=', held.id)
    await expect(mine.execute()).rejects.toThrow('append-only')
  })
})

describe('the check of the ledger', () => {
  it('names a balance that is not the sum of its entries, and open holds that are not what is held', async () => {
    const { organizationId } = await aHold(['ID_VERIFICATION'])
    const balance = database.db.updateTable('balances').where('organizationId', '=', organizationId)
    await balance.set({ availableTokens: 951, heldTokens: 49 }).execute()
    const found = await checkLedger(ctx)
    expect(found.map(({ account }) => account).sort()).toEqual(['available', 'held', 'open_holds'])
    expect(found[0]?.organizationId).toBe(organizationId)
    await balance.set({ availableTokens: 950, heldTokens: 50 }).execute()
    expect(await checkLedger(ctx)).toEqual([])
  })
})

/** A hold of an organization that has 1,000 tokens. */
async function aHold(names: readonly string[]): Promise<{ id: HoldId; organizationId: OrganizationId }> {
  const { id: organizationId } = await createOrganization(ctx, { name: 'Payer' })
  await grantTokens(ctx, { kind: 'operator', organizationId }, { amountTokens: 1000 })
  const id = await holdTokens(ctx, { organizationId, environment: 'live' }, names)
  if (!id) throw new Error('nothing was held')
  return { id, organizationId }
}
