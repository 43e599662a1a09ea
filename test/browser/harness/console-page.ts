/** Opens the console as a member of a fresh organization, and watches what every page must never do. */
import { randomUUID } from 'node:crypto'
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import pg from 'pg'
import { watchPage } from './hosted-page.ts'
import { serverAddress } from './server-address.ts'

export const PASSWORD = 'a long enough password'

export type Role = 'owner' | 'admin' | 'developer' | 'reviewer' | 'billing' | 'viewer'

/** Somebody who has signed up, not yet in any browser. */
export interface TestPerson {
  readonly id: string
  readonly name: string
  readonly email: string
  /** Name and value of the sign-in's cookie. */
  readonly cookie: { readonly name: string; readonly value: string }
}

/** An organization of the test's own. */
export interface TestOrganization {
  readonly id: string
  readonly name: string
  readonly liveKey: string
  readonly sandboxKey: string
  readonly owner: TestPerson
}

/** A page that fails its test when it calls another origin or writes an error to the console. */
export const test = base.extend<{ organization: TestOrganization }>({
  page: async ({ page }, use) => {
    const faults: string[] = []
    watchPage(page, faults)
    await use(page)
    expect(faults).toEqual([])
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the needed fixtures from the pattern
  organization: async ({}, use) => {
    const owner = await signUp('Olivia Owner')
    await use(await foundOrganization(owner, 'Acme Bank'))
  },
})

/** Signs a person up by the same call as the page. */
export async function signUp(name: string): Promise<TestPerson> {
  const email = `${name.toLowerCase().replaceAll(/\W+/g, '-')}-${randomUUID().slice(0, 8)}@example.com`
  const { body, cookie } = await send('POST', '/api/auth/sign-up/email', { name, email, password: PASSWORD })
  const { user } = body as { user: { id: string } }
  if (!cookie) throw new Error('Sign-up set no cookie')
  return { id: user.id, name, email, cookie }
}

/** Founds an organization of which the person is the owner. */
export async function foundOrganization(owner: TestPerson, name: string): Promise<TestOrganization> {
  const { body } = await send('POST', '/console/organizations', { name }, owner)
  const { id, liveKey, sandboxKey } = body as { id: string; liveKey: string; sandboxKey: string }
  return { id, name, liveKey, sandboxKey, owner }
}

/** Another member of the organization. */
export async function addMember(
  organization: TestOrganization,
  role: Role,
  name = `Robin ${role}`,
): Promise<TestPerson> {
  const person = await signUp(name)
  await runSql('insert into members (organization_id, user_id, role) values ($1, $2, $3)', [
    organization.id,
    person.id,
    role,
  ])
  return person
}

/** Lets a person run the installation, as the command does. */
export async function makeOperator({ id }: TestPerson): Promise<void> {
  await runSql('insert into operators (user_id, created_at) values ($1, now()) on conflict do nothing', [id])
}

/** Adds tokens, as an operator does; the owner is one from here on. */
export async function grantTokens({ id, owner }: TestOrganization, amountTokens: number, note?: string): Promise<void> {
  await makeOperator(owner)
  const grant = { amountTokens, ...(note !== undefined && { note }) }
  await callConsole(owner, 'POST', `/console/installation/organizations/${id}/grants`, grant)
}

/** Puts the person's sign-in into the browser. */
export async function signInAs(context: BrowserContext, person: TestPerson): Promise<void> {
  const { baseUrl } = serverAddress()
  await context.clearCookies()
  await context.addCookies([{ ...person.cookie, url: baseUrl, httpOnly: true, sameSite: 'Lax' }])
}

/** Opens a page of the console and waits for its heading. */
export async function openPage(page: Page, path: string, heading: string | RegExp): Promise<void> {
  await page.goto(`${serverAddress().baseUrl}${path}`)
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
}

/** One call to the console's endpoints as the person; `~` stands for the organization's address. */
export async function callConsole(
  person: TestPerson,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
): Promise<unknown> {
  return (await send(method, path, body, person)).body
}

/** One call to the API with a key; throws unless it succeeds. */
export async function callApi(method: 'GET' | 'POST', path: string, key: string, body?: object): Promise<unknown> {
  const response = await fetch(`${serverAddress().baseUrl}${path}`, {
    method,
    headers: { 'x-api-key': key, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
  return JSON.parse(text)
}

/** Changes rows as no page can, such as the age of a session. */
export async function runSql(statement: string, values: readonly unknown[] = []): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: serverAddress().databaseUrl })
  await client.connect()
  try {
    return await client.query(statement, [...values])
  } finally {
    await client.end()
  }
}

async function send(method: string, path: string, body?: object, person?: TestPerson) {
  const { baseUrl } = serverAddress()
  const response = await fetch(`${baseUrl}${path}`, {
    method,
    headers: {
      origin: baseUrl,
      ...(person && { cookie: `${person.cookie.name}=${person.cookie.value}` }),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
  const [pair = ''] = (response.headers.getSetCookie()[0] ?? '').split(';')
  const [name = '', ...value] = pair.split('=')
  return {
    body: text === '' ? undefined : JSON.parse(text),
    cookie: name ? { name, value: value.join('=') } : undefined,
  }
}
