/** Proves the log of requests: found by filters that stand in the address, renewed by itself, and without secrets. */
import { expect, type Page } from '@playwright/test'
import { addMember, callApi, openPage, runSql, signInAs, type TestOrganization, test } from '../harness/console-page.ts'
import { expectAccessible } from '../harness/hosted-page.ts'
import { serverAddress } from '../harness/server-address.ts'

const APPLICANT = { firstName: 'Wilhelmina', lastName: 'Featherstone', email: 'wil@example.com', phone: '+15192223333' }

function rows(page: Page) {
  return page.getByRole('table', { name: 'Requests' }).locator('tbody').getByRole('row')
}

/** So many answers of 200, one a second back from an hour ago, as the recorder writes them. */
async function addPastRequests({ id }: TestOrganization, count: number): Promise<void> {
  await runSql(
    `insert into request_logs (id, organization_id, environment, api_key_id, method, route, path, status, ms,
       request_id, user_agent, at)
     select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8'
       || substr(md5(n::text), 4, 15))::uuid, $1, 'live', $1, 'GET', '/v1/sessions', '/v1/sessions', 200, 5,
       'request-' || n, '', at
     from generate_series(1, $2::integer) as n, lateral (select now() - interval '1 hour' - n * interval '1 second' as at)`,
    [id, count],
  )
  await runSql(
    `insert into request_usage select organization_id, environment, 'hour', date_trunc('hour', at), api_key_id, method,
       route, count(*), 0, 0, 0, 0 from request_logs where organization_id = $1 and api_key_id = $1 group by 1, 2, 4, 5, 6, 7`,
    [id],
  )
}

test('a request is there by itself, and leads to its details, its command and its session', async ({
  page,
  context,
  organization,
}) => {
  await signInAs(context, organization.owner)
  await openPage(page, '/logs', 'Logs')
  await expect(page.getByText('No requests yet')).toBeVisible()
  await expectAccessible(page)
  const made = await callApi('POST', '/v1/sessions', organization.liveKey, APPLICANT)
  const { id } = made as { id: string }
  await callApi('GET', `/v1/sessions/${id}?name=${APPLICANT.lastName}`, organization.liveKey)
  await expect(rows(page)).toHaveCount(2)
  await expect(rows(page).first()).toContainText(`GET /v1/sessions/${id}?[redacted]=[redacted]`)
  await expect(page.getByRole('main')).toContainText('never stored; a request stays here for 30 days')

  await expect(page.getByText('Renewed every two seconds')).toBeVisible()
  const role = 'update members set role = $3 where organization_id = $1 and user_id = $2'
  await runSql(role, [organization.id, organization.owner.id, 'reviewer'])
  const note = page.getByRole('alert')
  await expect(note).toContainText('Could not be refreshed')
  await expect(rows(page)).toHaveCount(2)
  await expect(page.getByText('Not renewed')).toBeVisible()
  await expectAccessible(page)
  await runSql(role, [organization.id, organization.owner.id, 'owner'])
  await note.getByRole('button', { name: 'Try again' }).click()
  await expect(note).toHaveCount(0)

  await rows(page).first().getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1, name: 'GET /v1/sessions/:id' })).toBeVisible()
  const command = page.getByRole('region', { name: 'command' })
  await expect(command).toContainText(`${serverAddress().baseUrl}/v1/sessions/${id}`)
  await expect(command).toContainText('x-api-key: $OPENIDV_API_KEY')
  await expect(page.getByRole('main').getByRole('link', { name: id })).toHaveAttribute('href', `/sessions/${id}`)
  const shown = (await page.getByRole('main').textContent()) ?? ''
  for (const secret of [organization.liveKey, ...Object.values(APPLICANT)]) expect(shown).not.toContain(secret)
})

test('filters stand in the address, survive a reload, and are cleared where nothing fits', async ({
  page,
  context,
  organization,
}) => {
  const { baseUrl } = serverAddress()
  const headers = { 'x-api-key': organization.liveKey, 'x-request-id': 'the-one-that-failed' }
  await callApi('GET', '/v1/auth/verify', organization.liveKey)
  await fetch(`${baseUrl}/v1/sessions/unknown`, { headers })
  await signInAs(context, await addMember(organization, 'viewer'))
  await openPage(page, '/logs', 'Logs')
  await expect(rows(page)).toHaveCount(2)
  await page.getByRole('combobox', { name: 'Status' }).click()
  await page.getByRole('option', { name: '4xx failed or refused' }).click()
  await expect(rows(page)).toHaveCount(1)
  await expect(page).toHaveURL(/status=4xx/)
  await rows(page).first().getByRole('link').click()
  await page.getByRole('main').getByRole('link', { name: 'Logs' }).click()
  await expect(page).toHaveURL(/\/logs\?status=4xx$/)
  await page.reload()
  await expect(rows(page)).toContainText(['validation_failed'])
  await openPage(page, '/logs?status=400', 'Logs')
  await expect(rows(page)).toHaveCount(1)
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(rows(page)).toHaveCount(2)
  await page.getByRole('textbox', { name: 'Request id' }).fill('the-one-that-failed')
  await page.keyboard.press('Enter')
  await expect(rows(page)).toHaveCount(1)
  await page.getByRole('combobox', { name: 'Method' }).click()
  await page.getByRole('option', { name: 'DELETE' }).click()
  await expect(page.getByText('No requests match these filters')).toBeVisible()

  await addPastRequests(organization, 16_000)
  await openPage(page, '/logs?status=204', 'Logs')
  await expect(page.getByText(/^No request fits back to /)).toBeVisible()
  await page.getByRole('button', { name: 'Search further back' }).click()
  await expect(page.getByText('No requests match these filters')).toBeVisible()
  await page.goBack()
  await expect(page.getByText(/^No request fits back to /)).toBeVisible()
  await page.setViewportSize({ width: 320, height: 640 })
  await expectAccessible(page)
})

test('a reviewer is told that the page is not for their role, and a failure what to do', async ({
  page,
  context,
  organization,
}) => {
  await signInAs(context, await addMember(organization, 'reviewer'))
  await page.goto(`${serverAddress().baseUrl}/logs`)
  await expect(page.getByText('Your role does not allow this page')).toBeVisible()
  await signInAs(context, organization.owner)
  await openPage(page, '/logs?status=nonsense', 'Logs')
  await expect(page.getByRole('alert')).toContainText('must be a status such as 404')
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
  await openPage(page, `/logs/${organization.id}`, 'Request')
  await expect(page.getByText('This request is not in the log')).toBeVisible()
})

test('a refused request says which field was wrong, and errors are told by code and route', async ({
  page,
  context,
  organization,
}) => {
  await signInAs(context, organization.owner)
  const { baseUrl } = serverAddress()
  const headers = { 'x-api-key': organization.liveKey }
  await page.request.post(`${baseUrl}/v1/sessions`, { headers, data: { ...APPLICANT, email: 'Featherstone' } })
  await page.request.get(`${baseUrl}/v1/events/none`, { headers })
  await openPage(page, '/logs', 'Logs')
  await page.getByRole('button', { name: 'Errors by code and route (2)' }).click()
  const errors = page.getByRole('table', { name: 'Errors' })
  await expect(errors).toContainText('not_found')
  await expectAccessible(page)
  await errors.getByRole('button', { name: 'POST /v1/sessions' }).click()
  await expect(rows(page)).toHaveCount(1)
  await rows(page).first().getByRole('link').click()
  const wrong = page.getByRole('list', { name: 'What was wrong' })
  await expect(wrong).toHaveText(/^email: .*jane@example.com/)
  await expect(page.getByRole('main')).not.toContainText('Featherstone')
  await expectAccessible(page)
  const reference = page.getByRole('navigation').getByRole('link', { name: 'API reference (opens in a new tab)' })
  await expect(reference).toHaveAttribute('href', '/docs/')
})
