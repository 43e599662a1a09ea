import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../test/harness/database.ts'
import { serviceContext } from '../../../../test/harness/service-context.ts'
import type { Context } from '../../../context.ts'
import type { FakeClock } from '../../../lib/clock.ts'
import type { HoldId, OrganizationId } from '../../../lib/ids.ts'
import type { SystemActor } from '../../actor.ts'
import { createOrganization } from '../../organizations/create.ts'
import { getBalance, grantTokens, holdTokens, settleHold } from '../tokens.ts'
import { getBurn } from './burn.ts'
import { exportLedger, listLedger, MOVEMENT_KINDS, type Movement, type MovementKind } from './list.ts'

const DAY_MS = 86_400_000

let database: TestDatabase
let ctx: Context & { readonly clock: FakeClock }
beforeAll(async () => {
  database = await createTestDatabase()
  ctx = serviceContext(database.db)
})
afterAll(() => database.close())

async function anOrganization(): Promise<SystemActor> {
  const { id } = await createOrganization(ctx, { name: 'Payer' })
  return { kind: 'operator', organizationId: id }
}

async function aHold({ organizationId }: { organizationId: OrganizationId }): Promise<HoldId> {
  const id = await holdTokens(ctx, { organizationId, environment: 'live' }, ['ID_VERIFICATION'])
  if (!id) throw new Error('nothing was held')
  return id
}

async function readAll(actor: SystemActor, limit: number, kinds?: readonly MovementKind[]): Promise<Movement[]> {
  const all: Movement[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await listLedger(ctx, actor, { limit, cursor, kinds })
    all.push(...page.items)
    if (page.nextCursor === undefined) return all
    cursor = page.nextCursor
  }
}

describe('the list of movements', () => {
  it('shows a grant, a hold, what it was settled for, and one that returned whole', async () => {
    const actor = await anOrganization()
    const [settled, released] = [await aHold(actor), await aHold(actor)]
    await settleHold(ctx, { ...actor, id: settled }, 30)
    await settleHold(ctx, { ...actor, id: released }, 0)
    const rows = await readAll(actor, 100)
    const found = rows.map((row) => {
      return [row.kind, row.availableTokens, row.heldTokens, row.spentTokens, row.balanceAfterTokens]
    })
    expect(found).toEqual([
      ['release', 50, -50, 0, 970],
      ['settle', 20, -50, 30, 920],
      ['hold', -50, 50, 0, 900],
      ['hold', -50, 50, 0, 950],
      ['grant', 1000, 0, 0, 1000],
    ])
    expect(rows.at(-1)).toMatchObject({ note: 'Signup grant', actor: { kind: 'system' } })
  })

  it('has the same running balance whatever the page’s length, the kinds and the movements at the same time', async () => {
    const step = fc.record({ kind: fc.constantFrom('grant', 'hold', 'close'), tokens: fc.integer({ min: 0, max: 50 }) })
    const rounds = fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 6 })
    const some = fc.subarray([...MOVEMENT_KINDS], { minLength: 1 })
    await fc.assert(
      fc.asyncProperty(rounds, fc.integer({ min: 1, max: 7 }), some, async (steps, limit, kinds) => {
        const actor = await anOrganization()
        const open: HoldId[] = []
        for (const together of steps) {
          const work = together.map(async ({ kind, tokens }) => {
            const id = kind === 'close' ? open.pop() : undefined
            if (id) return settleHold(ctx, { ...actor, id }, tokens)
            if (kind === 'grant') return grantTokens(ctx, actor, { amountTokens: tokens + 60 })
            return aHold(actor).then((held) => void open.push(held))
          })
          await Promise.allSettled(work)
        }
        const whole = await readAll(actor, 100)
        expect(await readAll(actor, limit)).toEqual(whole)
        expect(await readAll(actor, limit, kinds)).toEqual(whole.filter(({ kind }) => kinds.includes(kind)))
        let balance = 0
        for (const { availableTokens, balanceAfterTokens } of whole.toReversed()) {
          balance += availableTokens
          expect(balanceAfterTokens).toBe(balance)
        }
        expect((await getBalance(ctx, actor.organizationId)).availableTokens).toBe(balance)
        const exported: Movement[] = []
        for await (const movement of await exportLedger(ctx, actor, { kinds })) exported.push(movement)
        expect(exported).toEqual(whole.filter(({ kind }) => kinds.includes(kind)))
      }),
      { numRuns: 20 },
    )
  }, 60_000)

  it('narrows to a time, and refuses the cursor of another filter or organization', async () => {
    const [actor, other] = [await anOrganization(), await anOrganization()]
    const start = new Date(ctx.clock.nowMs())
    ctx.clock.advance(DAY_MS)
    await grantTokens(ctx, actor, { amountTokens: 5 })
    const later = new Date(ctx.clock.nowMs())
    const early = await listLedger(ctx, actor, { limit: 5, from: start, to: later })
    expect(early.items.map(({ balanceAfterTokens }) => balanceAfterTokens)).toEqual([1000])
    const { nextCursor: cursor } = await listLedger(ctx, actor, { limit: 1 })
    expect((await listLedger(ctx, actor, { limit: 1, cursor })).items).toHaveLength(1)
    const wrong = [
      listLedger(ctx, other, { limit: 1, cursor }),
      listLedger(ctx, actor, { limit: 1, cursor, kinds: ['grant'] }),
      listLedger(ctx, actor, { limit: 1, cursor: `${cursor}x` }),
    ]
    for (const refused of await Promise.allSettled(wrong)) {
      expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'validation_failed' } })
    }
  })
})

describe('a grant that names itself', () => {
  it('is one grant however often and at whatever moment it is sent, and no other', async () => {
    const [actor, other] = [await anOrganization(), await anOrganization()]
    const grant = { amountTokens: 70, note: 'Invoice 7', grantId: crypto.randomUUID() }
    await Promise.all(Array.from({ length: 6 }, () => grantTokens(ctx, actor, grant)))
    expect(await getBalance(ctx, actor.organizationId)).toEqual({ availableTokens: 1070, heldTokens: 0 })
    for (const changed of [{ amountTokens: 71 }, { note: 'Invoice 8' }]) {
      await expect(grantTokens(ctx, actor, { ...grant, ...changed })).rejects.toMatchObject({ code: 'conflict' })
    }
    await expect(grantTokens(ctx, other, grant)).rejects.toMatchObject({ code: 'conflict' })
    expect(await readAll(other, 10)).toHaveLength(1)
  })
})

describe('the burn', () => {
  it('is the mean since the first day of spending, and tells how long the balance lasts', async () => {
    const actor = await anOrganization()
    expect(await getBurn(ctx, actor)).toMatchObject({ tokensPerDay: 0, daysLeft: undefined })
    await settleHold(ctx, { ...actor, id: await aHold(actor) }, 50)
    ctx.clock.advance(4 * DAY_MS)
    await settleHold(ctx, { ...actor, id: await aHold(actor) }, 50)
    const burn = await getBurn(ctx, actor)
    expect(burn).toMatchObject({ tokensPerDay: 20, daysLeft: 45 })
    expect(burn.days).toHaveLength(30)
    expect(burn.days.at(-1)?.spentTokens).toBe(50)
    ctx.clock.advance(30 * DAY_MS)
    expect((await getBurn(ctx, actor)).tokensPerDay).toBe(0)
  })
})
