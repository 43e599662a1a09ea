import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SystemActor } from '../../src/services/actor.ts'
import { createApiKey } from '../../src/services/api-keys/create.ts'
import { restrictApiKey } from '../../src/services/api-keys/restrict.ts'
import type { KeyRestrictions } from '../../src/services/api-keys/restrictions.ts'
import { grantTokens } from '../../src/services/billing/tokens.ts'
import { setOrganizationLimits } from '../../src/services/organizations/limits.ts'
import { createWorkflow } from '../../src/services/workflows/create.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

const APPLICANT = { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com', phone: '+15192223333' }

let server: TestServer
/** Behind one proxy, whose word is believed. */
let proxied: TestServer
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_SIGNUP_GRANT_TOKENS: '0' })
  proxied = await startTestServer({ OPENIDV_TRUST_PROXY: 'true' })
})
afterAll(async () => {
  await server.close()
  await proxied.close()
})

function operatorOf({ organization }: TestServer): SystemActor {
  return { kind: 'operator', organizationId: organization.id }
}

function aKey(of: TestServer, restrictions: KeyRestrictions) {
  return createApiKey(of.ctx, operatorOf(of), { environment: 'live', name: 'Restricted', ...restrictions })
}

/** A request as it arrives from `address`, with what the client claims in X-Forwarded-For. */
async function verifyFrom(of: TestServer, key: string, address: string, forwarded?: string) {
  const headers = { 'x-api-key': key, ...(forwarded && { 'x-forwarded-for': forwarded }) }
  const answer = await of.app.inject({ method: 'GET', url: '/v1/auth/verify', headers, remoteAddress: address })
  return { status: answer.statusCode, body: answer.json() }
}

describe('a key with an address list', () => {
  it('is accepted from its ranges of both families, and from IPv4 written as IPv6', async () => {
    const { key } = await aKey(server, { ipAllowlist: ['10.0.0.0/8', '2001:db8::/32', '192.0.2.7'] })
    for (const address of ['10.9.8.7', '::ffff:10.9.8.7', '2001:db8:1::1', '192.0.2.7']) {
      expect((await verifyFrom(server, key, address)).status, address).toBe(200)
    }
  })

  it('gets 403 from elsewhere, naming the address as it was seen', async () => {
    const { key } = await aKey(server, { ipAllowlist: ['10.0.0.0/8'] })
    for (const address of ['11.0.0.1', '2001:db8::1']) {
      const { status, body } = await verifyFrom(server, key, address)
      expect([status, body.code]).toEqual([403, 'access_denied'])
      expect(body.detail).toBe(`This API key may not be used from ${address}`)
    }
  })

  it('does not believe X-Forwarded-For unless a proxy is trusted', async () => {
    const { key } = await aKey(server, { ipAllowlist: ['10.0.0.0/8'] })
    const { status, body } = await verifyFrom(server, key, '203.0.113.5', '10.0.0.1')
    expect([status, body.detail]).toEqual([403, 'This API key may not be used from 203.0.113.5'])
  })

  it('believes the nearest proxy, and nothing that the client wrote in front of it', async () => {
    const { key } = await aKey(proxied, { ipAllowlist: ['10.0.0.0/8'] })
    expect((await verifyFrom(proxied, key, '172.16.0.1', '10.0.0.1')).status).toBe(200)
    const { status, body } = await verifyFrom(proxied, key, '172.16.0.1', '10.0.0.1, 203.0.113.5')
    expect([status, body.detail]).toEqual([403, 'This API key may not be used from 203.0.113.5'])
  })
})

describe('a key with scopes', () => {
  it('gets 403 where a scope is missing, and may verify itself with any', async () => {
    const { key } = await aKey(server, { scopes: ['workflows:read'] })
    expect((await server.request('GET', '/v1/auth/verify', { key })).status).toBe(200)
    const answer = await server.request('POST', '/v1/sessions', { key, body: APPLICANT })
    expect([answer.status, answer.json.code]).toEqual([403, 'scope_missing'])
    expect(answer.json.detail).toContain('sessions:write')
  })

  it('of one workflow gets 403 for another one and for none', async () => {
    const { ctx } = server
    const steps = [{ id: 'ID_VERIFICATION' }]
    const workflow = { environment: 'live' as const, steps }
    const own = await createWorkflow(ctx, operatorOf(server), { name: 'Own', ...workflow })
    const other = await createWorkflow(ctx, operatorOf(server), { name: 'Other', ...workflow })
    const { key } = await aKey(server, { workflowId: own })
    for (const workflowId of [other, undefined]) {
      const answer = await server.request('POST', '/v1/sessions', { key, body: { ...APPLICANT, workflowId } })
      expect([answer.status, answer.json.code]).toEqual([403, 'access_denied'])
    }
    const allowed = await server.request('POST', '/v1/sessions', { key, body: { ...APPLICANT, workflowId: own } })
    expect(allowed.status).toBe(402)
  })
})

describe('a request that is wrong in every way', () => {
  it('is told one thing after the other: 401, 429, 403 address, 403 scope, 400, 402, and then it works', async () => {
    const { ctx } = server
    const operator = operatorOf(server)
    const steps = [{ id: 'ID_VERIFICATION' }]
    const workflowId = await createWorkflow(ctx, operator, { name: 'KYC', environment: 'live', steps })
    const { id, key } = await aKey(server, { scopes: ['workflows:read'], ipAllowlist: ['192.0.2.1'] })
    await setOrganizationLimits(ctx, operator, { dailyQuota: 1 })

    let sent = { key: key.replace('live', 'test'), body: { ...APPLICANT, email: 'none', workflowId } }
    const codes: Array<[number, string | undefined]> = []
    const send = async () => {
      const { status, json } = await server.request('POST', '/v1/sessions', sent)
      codes.push([status, json.code])
    }
    await send()
    sent = { ...sent, key }
    await send()
    await setOrganizationLimits(ctx, operator, { dailyQuota: null })
    await send()
    await restrictApiKey(ctx, operator, id, { ipAllowlist: [] })
    await send()
    await restrictApiKey(ctx, operator, id, { scopes: ['sessions:write'] })
    await send()
    sent = { ...sent, body: { ...APPLICANT, workflowId } }
    await send()
    await grantTokens(ctx, operator, { amountTokens: 1000 })
    await send()

    expect(codes).toEqual([
      [401, undefined],
      [429, 'quota_exceeded'],
      [403, 'access_denied'],
      [403, 'scope_missing'],
      [400, 'validation_failed'],
      [402, 'balance_insufficient'],
      [200, undefined],
    ])
  })
})
