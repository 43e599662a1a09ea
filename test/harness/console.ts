/** Members of the console for tests: signed up, signed in, and speaking to the server as a page does. */
import { randomUUID } from 'node:crypto'
import type { MemberUserId, OrganizationId } from '../../src/lib/ids.ts'
import type { Role } from '../../src/services/members/roles.ts'
import { createConsoleAuth } from '../../src/services/sign-ins/console-auth.ts'
import type { Method, TestAnswer, TestServer } from './server.ts'

export const TEST_PASSWORD = 'a long enough password'

export interface TestMember {
  readonly userId: MemberUserId
  readonly email: string
  /** The sign-in's cookie header; another one after each step-up. */
  readonly cookie: string
  readonly organizationId: OrganizationId
  /** One request with the member's cookie; a path that starts with `~` is one of the member's organization. */
  send(method: Method, path: string, body?: unknown): Promise<TestAnswer>
  get(path: string): Promise<TestAnswer>
  post(path: string, body?: unknown): Promise<TestAnswer>
  patch(path: string, body?: unknown): Promise<TestAnswer>
}

/** The address that pages of a test server come from. */
export const TEST_ORIGIN = 'http://openidv.test'

/** A person who has signed up and is a member, owner of the server's own organization when nothing else is said. */
export async function signUpMember(
  server: TestServer,
  { organizationId = server.organization.id, role = 'owner' }: { organizationId?: OrganizationId; role?: Role } = {},
): Promise<TestMember> {
  const email = `${role}-${randomUUID()}@example.com`
  const { userId, ...signedUp } = await signUp(server, email)
  let { cookie } = signedUp
  await server.ctx.db.insertInto('members').values({ organizationId, userId, role }).execute()
  const send: TestMember['send'] = async (method, path, body) => {
    const answer = await server.request(method, path.replace(/^~/, `/console/organizations/${organizationId}`), {
      ...(body !== undefined && { body }),
      headers: { cookie, origin: TEST_ORIGIN },
    })
    if (path === '/console/step-up' && answer.status === 204) cookie = toCookieHeader(answer)
    return answer
  }
  return {
    ...{ userId, email, organizationId, send },
    get cookie() {
      return cookie
    },
    get: (path) => send('GET', path),
    post: (path, body = {}) => send('POST', path, body),
    patch: (path, body) => send('PATCH', path, body),
  }
}

/**
 * Signs a person up, whoever may, and answers the cookie of their sign-in. Not by the endpoint, whose judgement of passwords
 * loads dictionaries that most tests do without.
 */
export async function signUp({ ctx }: TestServer, email: string): Promise<{ cookie: string; userId: MemberUserId }> {
  const body = { name: 'Test Member', email, password: TEST_PASSWORD }
  const { headers, response } = await createConsoleAuth(ctx).api.signUpEmail({ body, returnHeaders: true })
  return { cookie: toCookieLine(headers.getSetCookie()), userId: response.user.id as MemberUserId }
}

/** The cookies that an answer sets, as the browser would send them back. */
export function toCookieHeader(answer: TestAnswer): string {
  const set = answer.headers['set-cookie']
  return toCookieLine([set].flat().map(String))
}

function toCookieLine(lines: readonly string[]): string {
  return lines.map((line) => line.split(';')[0]).join('; ')
}
