/** Walks every endpoint of the console with the cookies of strangers, of each role and of stale sign-ins. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../src/http/app.ts'
import type { App } from '../../src/http/app-type.ts'
import { registerConsole } from '../../src/http/routes/console/register.ts'
import type { HttpServices } from '../../src/http/services.ts'
import { createOrganization } from '../../src/services/organizations/create.ts'
import { signUpMember, TEST_ORIGIN, type TestMember } from '../harness/console.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'
import { ENDPOINTS, type Endpoint } from './console-endpoints.ts'
import { makeThings } from './console-things.ts'

const ROLES = ['owner', 'admin', 'developer', 'reviewer', 'billing', 'viewer'] as const
const STEP_UP_LIFE_MS = 10 * 60_000

let server: TestServer
let members: Map<string, TestMember>
let stranger: TestMember
let things: Awaited<ReturnType<typeof makeThings>>
let routes: string[]
beforeAll(async () => {
  server = await startTestServer()
  const entries = ROLES.map(async (role) => [role, await signUpMember(server, { role })] as const)
  members = new Map(await Promise.all(entries))
  const { id } = await createOrganization(server.ctx, { name: 'Strangers' })
  stranger = await signUpMember(server, { organizationId: id })
  things = await makeThings(server)
  routes = await listRoutes(server)
}, 60_000)
afterAll(() => server.close())

describe('the endpoints of an organization', () => {
  it('are all in the table, and the table has no others', () => {
    expect(ENDPOINTS.map(nameOf).sort()).toEqual(routes.map((route) => route.replace(':userId', ':id')).sort())
  })

  it('answer 401 without a cookie', async () => {
    for (const endpoint of ENDPOINTS) {
      const headers = { origin: TEST_ORIGIN }
      const answer = await server.request(endpoint.method, urlOf(endpoint, server.organization.id), { headers })
      expect([nameOf(endpoint), answer.status, answer.json.code]).toEqual([nameOf(endpoint), 401, 'signed_out'])
    }
  })

  it('answer 403 to the owner of another organization', async () => {
    for (const endpoint of ENDPOINTS) {
      const answer = await sendAs(stranger, endpoint, server.organization.id)
      expect([nameOf(endpoint), answer.status, answer.json.code]).toEqual([nameOf(endpoint), 403, 'access_denied'])
    }
  })

  it('give and change nothing of another organization for a member who puts its ids into their own', async () => {
    const withIds = ENDPOINTS.filter(({ thing }) => thing)
    expect(withIds.length).toBeGreaterThan(10)
    const before = await snapshot(server)
    for (const endpoint of withIds) {
      const answer = await sendAs(stranger, endpoint, stranger.organizationId)
      expect([403, 404], `${nameOf(endpoint)} answered ${answer.status}`).toContain(answer.status)
      expect(await snapshot(server), `${nameOf(endpoint)} changed nothing`).toEqual(before)
    }
  })

  it('answer 403 to the other environment’s ids', async () => {
    const before = await snapshot(server)
    const apart = ['session', 'workflow', 'evidence', 'log', 'endpoint', 'delivery']
    for (const endpoint of ENDPOINTS.filter(({ thing }) => thing && apart.includes(thing))) {
      const answer = await sendAs(memberOf('owner'), endpoint, server.organization.id, 'environment=sandbox')
      expect([403, 404], `${nameOf(endpoint)} answered ${answer.status}`).toContain(answer.status)
    }
    // The owner's own row remembers when they were last seen.
    const others = (rows: readonly string[]) => rows.filter((row) => !row.startsWith('members '))
    expect(others(await snapshot(server))).toEqual(others(before))
  })

  it('answer scope_missing to exactly the roles that lack the scope', async () => {
    for (const endpoint of ENDPOINTS) {
      for (const role of ROLES.filter((name) => !endpoint.roles.includes(name))) {
        const name = `${role} ${nameOf(endpoint)}`
        const answer = await sendAs(memberOf(role), endpoint, server.organization.id)
        expect([name, answer.status, answer.json.code]).toEqual([name, 403, 'scope_missing'])
      }
    }
  })

  it('let the roles in that hold the scope', async () => {
    for (const endpoint of ENDPOINTS.filter(
      ({ method, path, thing }) => method === 'GET' && !thing && path !== '/events',
    )) {
      for (const role of endpoint.roles) {
        const name = `${role} ${nameOf(endpoint)}`
        const answer = await sendAs(memberOf(role), endpoint, server.organization.id)
        expect([name, answer.status]).toEqual([name, 200])
      }
    }
  })

  it('ask for a fresh sign-in where an act is dangerous', async () => {
    server.clock.advance(STEP_UP_LIFE_MS + 1)
    const dangerous = ENDPOINTS.filter(({ stepUp }) => stepUp)
    expect(dangerous.length).toBeGreaterThan(3)
    for (const endpoint of dangerous) {
      const answer = await sendAs(memberOf('owner'), endpoint, server.organization.id)
      expect([nameOf(endpoint), answer.status, answer.json.code]).toEqual([nameOf(endpoint), 403, 'step_up_required'])
    }
  })
})

function nameOf({ method, path }: Endpoint): string {
  return `${method} ${path}`
}

function memberOf(role: string): TestMember {
  const member = members.get(role)
  if (!member) throw new Error(`There is no member with role ${role}`)
  return member
}

function sendAs(member: TestMember, endpoint: Endpoint, organizationId: string, query = endpoint.query ?? '') {
  const { method, body = {} } = endpoint
  return member.send(method, `${urlOf(endpoint, organizationId)}?${query}`, method === 'GET' ? undefined : body)
}

/** The endpoint's URL in an organization, with the id of a thing that belongs to the test server's organization. */
function urlOf({ path, thing }: Endpoint, organizationId: string): string {
  return `/console/organizations/${organizationId}${thing ? path.replace(':id', things[thing]) : path}`
}

/** A digest of every row that the organization has, in each table that names organizations but the sums of requests, which come later. */
async function snapshot({ ctx, organization }: TestServer): Promise<string[]> {
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'organization_id' and table_name not similar to 'request_%|audit_seals'
    order by table_name`.execute(ctx.db)
  const digests = tables.rows.map(async ({ name }) => {
    const { rows } = await sql<{ digest: string | null }>`
      select md5(string_agg(t::text, '|' order by t::text)) as digest
      from ${sql.table(name)} t where organization_id = ${organization.id}`.execute(ctx.db)
    return `${name} ${rows[0]?.digest ?? 'empty'}`
  })
  return Promise.all(digests)
}

/** Method and path of each route under an organization, as Fastify was told. */
async function listRoutes({ ctx }: TestServer): Promise<string[]> {
  const found: string[] = []
  const app = createApp({ ctx })
  app.addHook('onRoute', ({ method, url }) => {
    const path = /^\/console\/organizations\/:organizationId(?<path>\/.*)$/.exec(url)?.groups?.path
    for (const name of [method].flat()) if (path && name !== 'HEAD') found.push(`${name} ${path}`)
  })
  const services = { ctx } as HttpServices
  await app.register(async (console: App) => registerConsole(console, services), { prefix: '/console' })
  await app.ready()
  await app.close()
  return found.sort()
}
