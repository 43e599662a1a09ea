/** Proves the page of usage: the numbers agree with what was sent, the range stands in the address, and limits are loud. */
import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { addMember, callApi, openPage, runSql, signInAs, type TestOrganization, test } from '../harness/console-page.ts'
import { expectAccessible } from '../harness/hosted-page.ts'
import { serverAddress } from '../harness/server-address.ts'

const PHONE = { width: 320, height: 640 }

/** So many requests at once, whatever they answer. */
async function sendAtOnce({ liveKey }: TestOrganization, count: number): Promise<number[]> {
  const url = `${serverAddress().baseUrl}/v1/auth/verify`
  const answers = await Promise.all(
    Array.from({ length: count }, () => fetch(url, { headers: { 'x-api-key': liveKey } })),
  )
  return answers.map(({ status }) => status)
}

/** What would have been counted of another key's requests, without sending them. */
async function addPastRequests(
  { id }: TestOrganization,
  past: { requests: number; minutesAgo: number },
): Promise<void> {
  await runSql(
    `insert into request_usage select $1, 'live', 'minute', date_trunc('minute', now() - $2 * interval '1 minute'),
       gen_random_uuid(), 'GET', '/v1/auth/verify', $3, 0, 0, 0, 0`,
    [id, past.minutesAgo, past.requests],
  )
}

function card(page: Page, name: string, exact = false) {
  return page.getByRole('region', { name, exact })
}

test('an organization without requests is shown the command that makes one, and its first request appears', async ({
  page,
  context,
  organization,
}) => {
  await signInAs(context, organization.owner)
  await openPage(page, '/usage', 'Usage')
  await expect(page.getByText('No requests yet')).toBeVisible()
  await expect(page.getByRole('region', { name: 'command' })).toContainText('x-api-key: $OPENIDV_API_KEY')
  await expectAccessible(page)
  await callApi('GET', '/v1/auth/verify', organization.liveKey)
  await expect(card(page, 'Requests today')).toContainText('1of 10,000')
})

test('a burst over the limits shows as it was: peak, refusals, today, key, endpoint, charts, table and file', async ({
  page,
  context,
  organization,
}) => {
  await runSql('update organizations set rate_per_second = 1, rate_burst = 5 where id = $1', [organization.id])
  const statuses = await sendAtOnce(organization, 40)
  const refused = statuses.filter((status) => status === 429).length
  await addPastRequests(organization, { requests: 32, minutesAgo: 90 })
  expect(refused).toBeGreaterThan(20)
  await signInAs(context, await addMember(organization, 'billing'))
  await openPage(page, '/usage?range=1h', 'Usage')
  await expect(card(page, 'Refused with 429')).toContainText(`${refused} by the rate, 0 by the daily quota`)
  await expect(card(page, 'Peak requests per second')).toContainText('limit 1, burst 5')
  await expect(card(page, 'Requests per minute').locator('svg .recharts-bar-rectangle').first()).toBeAttached()
  await expect(card(page, 'Requests in the busiest second')).toContainText('Burst 5')
  await expect(page.getByRole('table', { name: 'Usage by API key' })).toContainText('40')
  await expect(page.getByRole('table', { name: 'Usage by endpoint' })).toContainText('GET /v1/auth/verify')
  await page.getByRole('button', { name: 'Show the charts as a table' }).click()
  await expect(page.getByRole('table', { name: 'Requests over time' })).toContainText('admitted')
  await page.getByRole('switch', { name: 'Compare' }).click()
  await expect(page).toHaveURL(/range=1h.*compare=previous/)
  await expect(card(page, 'Requests', true)).toContainText('+25% vs the hour before')
  await expect(card(page, 'Refused with 429')).toContainText('– vs the hour before')
  const legend = page.getByRole('group', { name: 'Shown requests' })
  await expect(legend.getByRole('button', { name: /^All, the hour before/ })).toContainText('32')
  await legend.getByRole('button', { name: /^Succeeded/ }).press('Enter')
  await expect(legend.getByRole('button', { name: /^Succeeded/ })).toHaveAttribute('aria-pressed', 'false')
  await expect(page.getByRole('columnheader', { name: 'In the hour before' })).toBeVisible()
  await expectAccessible(page)

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export CSV' }).click()
  const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\r\n')
  expect(lines).toHaveLength(61)
  expect(lines[0]).toMatch(/,previous_requests$/)
  const total = lines.slice(1).reduce((sum, line) => sum + Number(line.split(',')[1]), 0)
  expect(total).toBe(40)

  await page.getByText('30 days', { exact: true }).click()
  await expect(page).toHaveURL(/range=30d.*compare=previous/)
  await expect(page.getByRole('heading', { name: 'Requests per day' })).toBeVisible()
  await page.setViewportSize(PHONE)
  await expectAccessible(page)
})

test('warns at 80 % of the day and says when it is used up', async ({ page, context, organization }) => {
  await signInAs(context, organization.owner)
  await runSql('update organizations set daily_quota = 5 where id = $1', [organization.id])
  for (let count = 0; count < 4; count++) await callApi('GET', '/v1/auth/verify', organization.liveKey)
  await openPage(page, '/usage', 'Usage')
  await expect(page.getByRole('alert')).toContainText('80% of today’s requests are used')
  await sendAtOnce(organization, 3)
  await expect(page.getByRole('alert')).toContainText('Today’s requests are used up')
  await expect(card(page, 'Refused with 429')).toContainText('2 by the daily quota')
  await expectAccessible(page)
})

test('a failure of the server is said, and mended by trying again; sessions are counted by workflow', async ({
  page,
  context,
  organization,
}) => {
  const applicant = { firstName: 'Ada', lastName: 'Love', email: 'ada@example.com', phone: '+15192223333' }
  await callApi('POST', '/v1/sessions', organization.liveKey, applicant)
  await signInAs(context, organization.owner)
  await page.route('**/usage/summary*', (route) =>
    route.fulfill({ status: 403, json: { code: 'scope_missing', message: 'Not for you', request_id: 'request-1' } }),
  )
  await openPage(page, '/usage', 'Usage')
  await expect(page.getByRole('alert')).toContainText('request-1')
  await page.unroute('**/usage/summary*')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(card(page, 'Requests today')).toContainText('1of 10,000')
  const row = page.getByRole('table', { name: 'Usage by workflow' }).getByRole('row', { name: /^No workflow/ })
  await expect(row).toHaveText(/1.*0 \(0%\).*0 \(0%\)/)
  await row.getByRole('link').click()
  await expect(page).toHaveURL(/\/sessions\?workflow=none&from=/)
  await expect(page.getByRole('table', { name: 'Sessions' })).toContainText('Ada Love')
})
