/** Proves who may see and export tokens in the console, and when a balance is called low. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { grantTokens } from '../../src/services/billing/tokens.ts'
import type { Role } from '../../src/services/members/roles.ts'
import { createOrganization } from '../../src/services/organizations/create.ts'
import { createWorkflow } from '../../src/services/workflows/create.ts'
import { signUpMember, type TestMember } from '../harness/console.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

const APPLICANT = { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com', phone: '+15192223333' }

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

/** A member of an organization of their own, which has 1,000 tokens. */
async function aPayer(role: Role = 'owner'): Promise<TestMember & { readonly liveKey: string }> {
  const { id: organizationId, liveKey } = await createOrganization(server.ctx, { name: 'Payer' })
  return { ...(await signUpMember(server, { organizationId, role })), liveKey }
}

async function createSession({ organizationId, liveKey }: { organizationId: string; liveKey: string }) {
  const actor = { kind: 'operator' as const, organizationId: organizationId as TestMember['organizationId'] }
  const input = { name: 'KYC', environment: 'live' as const, steps: [{ id: 'ID_VERIFICATION' }] }
  const workflowId = await createWorkflow(server.ctx, actor, input)
  const body = { ...APPLICANT, workflowId }
  return server.request('POST', '/v1/sessions', { key: liveKey, body })
}

describe('the balance', () => {
  it.each(['owner', 'admin', 'developer', 'reviewer', 'billing', 'viewer'] as const)(
    'is seen by a %s, with the prices',
    async (role) => {
      const member = await aPayer(role)
      const { json } = await member.get('~/billing/balance')
      expect(json).toEqual({ availableTokens: 1000, heldTokens: 0, alertBelowTokens: 100, state: 'enough' })
      const { items } = (await member.get('~/billing/prices')).json
      expect(items).toContainEqual({ name: 'ID_VERIFICATION', kind: 'step', amountTokens: 50 })
      expect(items).toContainEqual({ name: 'face_detect', kind: 'check', amountTokens: 5 })
    },
  )

  it('is low below the level that owners and admins choose, and at 0 empty, when the API answers 402', async () => {
    const owner = await aPayer()
    for (const [level, state] of [
      [1001, 'low'],
      [1000, 'enough'],
      [0, 'enough'],
    ] as const) {
      expect((await owner.send('PUT', '~/billing/alert', { alertBelowTokens: level })).status).toBe(204)
      expect((await owner.get('~/billing/balance')).json.state).toBe(state)
    }
    for (const alertBelowTokens of [-1, 0.5, 1_000_000_001, '5']) {
      expect((await owner.send('PUT', '~/billing/alert', { alertBelowTokens })).status).toBe(400)
    }
    const { organizationId } = owner
    await server.ctx.db
      .updateTable('balances')
      .set({ availableTokens: 0 })
      .where('organizationId', '=', organizationId)
      .execute()
    expect((await owner.get('~/billing/balance')).json.state).toBe('empty')
    expect((await createSession(owner)).status).toBe(402)
  })

  it('is told as low once when it passes below the level, and again only after it rose above', async () => {
    const payer = await aPayer()
    const events = async () => {
      const { json } = await server.request('GET', '/v1/events?type=balance.low', { key: payer.liveKey })
      const ids: string[] = json.events.map(({ id }: { id: string }) => id)
      const get = (id: string) => server.request('GET', `/v1/events/${id}`, { key: payer.liveKey })
      return Promise.all(ids.map(async (id) => (await get(id)).json.data.available_tokens))
    }
    const setLevel = (alertBelowTokens: number) => payer.send('PUT', '~/billing/alert', { alertBelowTokens })
    await setLevel(950)
    await createSession(payer)
    expect(await events()).toEqual([])
    await createSession(payer)
    await createSession(payer)
    expect(await events()).toEqual([900])
    await grantTokens(server.ctx, operatorOf(payer), { amountTokens: 60 })
    expect(await events()).toEqual([900])
    await grantTokens(server.ctx, operatorOf(payer), { amountTokens: 40 })
    await createSession(payer)
    expect(await events()).toEqual([900, 900])
    await setLevel(0)
    await setLevel(901)
    expect(await events()).toEqual([900, 900, 900])
  })

  it.each(['developer', 'reviewer', 'billing', 'viewer'] as const)('level is not set by a %s', async (role) => {
    const member = await aPayer(role)
    expect((await member.send('PUT', '~/billing/alert', { alertBelowTokens: 0 })).status).toBe(403)
    expect((await member.get('~/billing/alert')).json).toEqual({ alertBelowTokens: 100 })
  })
})

describe('the ledger', () => {
  it.each(['developer', 'reviewer', 'viewer'] as const)('is refused to a %s, as are burn and export', async (role) => {
    const member = await aPayer(role)
    for (const path of ['~/billing/ledger', '~/billing/ledger.csv', '~/billing/burn']) {
      const answer = await member.get(path)
      expect([answer.status, answer.json.code], path).toEqual([403, 'scope_missing'])
    }
  })

  it('links a hold to its session and names the key that opened it', async () => {
    const member = await aPayer('billing')
    const { json: session } = await createSession(member)
    const { items } = (await member.get('~/billing/ledger')).json
    expect(items).toMatchObject([
      {
        ...{ kind: 'hold', availableTokens: -50, heldTokens: 50, spentTokens: 0, balanceAfterTokens: 950 },
        ...{ sessionId: session.id, actor: { kind: 'api_key', name: 'Live key' } },
      },
      { kind: 'grant', availableTokens: 1000, balanceAfterTokens: 1000, note: 'Signup grant' },
    ])
    expect(JSON.stringify(items)).not.toMatch(/jane|doe/i)
  })

  it('is paged and narrowed by kind and date, and refuses what it does not know', async () => {
    const owner = await aPayer()
    for (const amountTokens of [1, 2, 3]) await grantTokens(server.ctx, operatorOf(owner), { amountTokens })
    const first = (await owner.get('~/billing/ledger?limit=2&kind=grant,hold')).json
    const rest = (await owner.get(`~/billing/ledger?limit=2&kind=grant,hold&cursor=${first.nextCursor}`)).json
    const balances = [...first.items, ...rest.items].map((item) => item.balanceAfterTokens)
    expect(balances).toEqual([1006, 1003, 1001, 1000])
    expect(rest.nextCursor).toBeUndefined()
    const tomorrow = new Date(server.clock.nowMs() + 86_400_000).toISOString()
    expect((await owner.get(`~/billing/ledger?from=${tomorrow}`)).json.items).toEqual([])
    for (const query of ['kind=theft', 'limit=101', 'from=yesterday', 'cursor=AAAA', `cursor=${first.nextCursor}`]) {
      expect((await owner.get(`~/billing/ledger?${query}`)).status, query).toBe(400)
    }
  })

  it('is exported whole, with notes that no spreadsheet runs', async () => {
    const owner = await aPayer()
    await grantTokens(server.ctx, operatorOf(owner), { amountTokens: 5, note: '=1+1' })
    const answer = await owner.get('~/billing/ledger.csv')
    expect(answer.headers['content-type']).toContain('text/csv')
    const lines = answer.text.trimEnd().split('\r\n')
    expect(lines).toHaveLength(3)
    expect(lines[0]).toBe('id,at,kind,available,held,spent,balance_after,session,check,actor,note')
    expect(lines[1]).toMatch(/,grant,5,0,0,1005,,,Test Member,'=1\+1$/)
  })
})

/** Whoever runs the installation, in the member's organization. */
function operatorOf({ organizationId, userId }: TestMember) {
  return { kind: 'operator', organizationId, userId } as const
}
