/** Opens hosted pages as an applicant would, and watches what every page must never do. */
import { test as base, expect, type Page } from '@playwright/test'
import pg from 'pg'
import sharp from 'sharp'
import { readDemoFace } from '../../../src/cli/demo/faces.ts'
import { HOLDER_PASSPORT } from '../../../src/cli/demo/holder.ts'
import { drawPassport } from '../../../src/cli/demo/specimen.ts'
import { findViolations } from './find-violations.ts'
import { serverAddress } from './server-address.ts'

/** A session of the test organization, opened by nobody yet. */
export interface TestSession {
  readonly id: string
  /** The applicant's link. */
  readonly url: string
}

/** A page that fails its test when it calls another origin or writes an error to the console. */
export const test = base.extend({
  page: async ({ page }, use) => {
    const faults: string[] = []
    watchPage(page, faults)
    await use(page)
    expect(faults).toEqual([])
  },
})

/** Notes requests to other origins, errors of scripts, and files that are missing; refusals and the page that there is not are expected. */
export function watchPage(page: Page, faults: string[]): void {
  const { origin } = new URL(serverAddress().baseUrl)
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol.startsWith('http') && url.origin !== origin) faults.push(`request to ${url.href}`)
  })
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    const { url } = message.location()
    const isRefusal = URL.canParse(url) && /^\/(hosted|console|api\/auth)\/|\/no-such-page$/.test(new URL(url).pathname)
    if (message.type() === 'error' && !isRefusal) faults.push(message.text())
  })
}

/** Creates a session by the public API; sandbox sessions cost nothing. */
export async function createSession(
  environment: 'live' | 'sandbox' = 'sandbox',
  redirectUrl?: string,
  workflowId?: string,
  more: { readonly locale?: string } = {},
): Promise<TestSession> {
  const person = { firstName: 'Anna Maria', lastName: 'Eriksson', email: 'anna@example.com' }
  const answer = await callApi('POST', '/v1/sessions', environment, { ...person, redirectUrl, workflowId, ...more })
  return { id: String(answer.id), url: String(answer.session_url) }
}

/** Creates a workflow of these steps in the sandbox, and a session that walks it. */
export async function createSessionOf(
  steps: ReadonlyArray<{ readonly id: string; readonly config?: object }>,
  redirectUrl?: string,
): Promise<TestSession> {
  const { workflow } = await callApi('POST', '/v1/workflows', 'sandbox', { name: 'Walk', steps })
  const id = typeof workflow === 'object' && workflow !== null && 'id' in workflow ? workflow.id : undefined
  return createSession('sandbox', redirectUrl, String(id))
}

/** The session's status as the organization sees it. */
export async function readStatus({ id }: TestSession, environment: 'live' | 'sandbox'): Promise<unknown> {
  const { session_record: record } = await callApi('GET', `/v1/sessions/${id}`, environment)
  return typeof record === 'object' && record !== null && 'status' in record ? record.status : undefined
}

async function callApi(
  method: 'GET' | 'POST',
  path: string,
  environment: 'live' | 'sandbox',
  body?: object,
): Promise<Record<string, unknown>> {
  const { baseUrl, liveKey, sandboxKey } = serverAddress()
  const response = await fetch(`${baseUrl}${path}`, {
    method,
    headers: {
      'x-api-key': environment === 'live' ? liveKey : sandboxKey,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  const answer = await response.text()
  expect([200, 201], answer).toContain(response.status)
  return JSON.parse(answer)
}

/** Moves the end of a session into the past: the server's own clock cannot be moved from here. */
export async function expireSession({ id }: TestSession): Promise<void> {
  const client = new pg.Client({ connectionString: serverAddress().databaseUrl })
  await client.connect()
  try {
    await client.query("update sessions set expires_at = now() - interval '1 minute' where id = $1", [id])
  } finally {
    await client.end()
  }
}

/** A file as a browser's chooser hands it out. */
export interface PickedFile {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

/** Photos of one person: the passport's page on a table, and a selfie. */
export async function photosOfHolder(): Promise<{ readonly passport: PickedFile; readonly selfie: PickedFile }> {
  const passport = await drawPassport({ ...HOLDER_PASSPORT, photoJpeg: await readDemoFace('holderPortrait') })
  return { passport: aJpeg(passport), selfie: aJpeg(await readDemoFace('holderSelfie')) }
}

function aJpeg(buffer: Buffer): PickedFile {
  return { name: 'photo.jpg', mimeType: 'image/jpeg', buffer }
}

/** A picture with nobody in it, and a document of one page. */
export async function filesOfNobody(): Promise<{ readonly wall: PickedFile; readonly letter: PickedFile }> {
  const wall = sharp({ create: { width: 900, height: 1100, channels: 3, background: '#b9a88a' } })
  const letter = { name: 'letter.pdf', mimeType: 'application/pdf', buffer: Buffer.from(LETTER, 'latin1') }
  return { wall: aJpeg(await wall.jpeg().toBuffer()), letter }
}

/** An empty page of A4; readers mend the missing cross-reference table. */
const LETTER = `%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]>> endobj
trailer <</Root 1 0 R>>
%%EOF
`

/** Opens a link that no browser has opened. */
export async function startCheck(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByRole('button', { name: 'Start', exact: true }).click()
}

/** Agrees to the terms of an open page. */
export async function agree(page: Page, first: string | RegExp = 'Front of your ID'): Promise<void> {
  const agree = page.getByRole('button', { name: 'Agree and continue' })
  await agree.waitFor()
  const box = page.getByRole('checkbox')
  if (await box.isVisible()) await box.check()
  await agree.click()
  await expectHeading(page, first)
}

/** Chooses a photo, looks at it and sends it. */
export async function sendPhoto(page: Page, file: PickedFile): Promise<void> {
  await page.getByLabel('Choose a photo', { exact: true }).setInputFiles(file)
  await page.getByRole('button', { name: 'Looks good' }).click()
}

/** A screen is there when its heading is, has the focus and names the tab. */
export async function expectHeading(page: Page, name: string | RegExp, timeoutMs?: number): Promise<void> {
  const heading = page.getByRole('heading', { level: 1, name })
  await expect(heading).toBeVisible(timeoutMs === undefined ? {} : { timeout: timeoutMs })
  await expect(heading).toBeFocused()
  await expect(page).toHaveTitle(name instanceof RegExp ? name : new RegExp(`^${name.replace('?', '\\?')} –`))
}

/**
 * No violation of WCAG 2.2 A and AA that a machine can find, in light and in dark, nothing wider than the screen, and one
 * heading that names the page; of the whole page, or of what `part` selects.
 */
export async function expectAccessible(page: Page, part?: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    expect(await findViolations(page, part, colorScheme === 'dark'), `${page.url()} in ${colorScheme}`).toEqual([])
  }
  await expectFits(page)
  expect(await page.locator('h1').count()).toBe(1)
}

/** Nothing reaches over the window's edge, once what watches its own size (a chart) has drawn itself anew. */
export async function expectFits(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate('document.documentElement.scrollWidth - innerWidth'), `${page.url()} fits`)
    .toBeLessThanOrEqual(0)
}
