/** Proves the first page: what waits, how verification goes, first steps until they are done, and its errors. */
import { expect } from '@playwright/test'
import { addMember, callConsole, openPage, runSql, signInAs, test } from '../harness/console-page.ts'
import { expectAccessible } from '../harness/hosted-page.ts'

test('a new organization is led through the first steps, and sees its sessions appear by themselves', async ({
  page,
  context,
  organization,
}) => {
  await signInAs(context, organization.owner)
  await openPage(page, '/', 'Home')
  const steps = page.getByRole('region', { name: 'First steps' })
  await expect(steps.getByRole('img', { name: 'Open' })).toHaveCount(4)
  await expect(page.getByRole('region', { name: 'Tokens' })).toContainText('1,000')
  await expect(page.getByRole('region', { name: 'Requests today' })).toContainText('of 10,000 a day')
  await expectAccessible(page)

  const path = `/console/organizations/${organization.id}/sessions?environment=live`
  const anna = { firstName: 'Anna', lastName: 'Eriksson', email: 'anna@example.com' }
  const { id } = (await callConsole(organization.owner, 'POST', path, anna)) as { id: string }
  await expect(page.getByRole('table', { name: 'Recent sessions' })).toContainText('Anna Eriksson')
  await expect(steps.getByRole('img', { name: 'Done' })).toHaveCount(1)

  await runSql(
    `update sessions set status = 'SUBMITTED', progress = 'COMPLETED', consent_at = now() - interval '3 minutes',
      submitted_at = now(), decision_reasons = '[{"code":"NAME_MISMATCH","severity":"HIGH","detail":"Another name."}]'
    where id = $1`,
    [id],
  )
  await expect(page.getByRole('region', { name: 'Awaiting review' })).toContainText('1')
  await expect(page.getByRole('region', { name: 'Sessions', exact: true })).toContainText('3 min')
  await page.getByRole('list', { name: 'By status' }).getByRole('link', { name: '1 Submitted' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sessions' })).toBeVisible()
})

test('a member who sees money only is shown no sessions; on a phone everything fits', async ({
  page,
  context,
  organization,
}) => {
  await signInAs(context, await addMember(organization, 'billing'))
  await page.setViewportSize({ width: 320, height: 640 })
  await openPage(page, '/', 'Home')
  await expect(page.getByRole('region', { name: 'Tokens' })).toContainText('1,000')
  await expect(page.getByRole('table', { name: 'Recent sessions' })).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Awaiting review' })).toHaveCount(0)
  await expectAccessible(page)
})

test('an overview that cannot be loaded says so and is tried again', async ({ page, context, organization }) => {
  await signInAs(context, organization.owner)
  await page.route('**/home?*', (route) =>
    route.fulfill({ status: 500, json: { message: 'It broke', request_id: 'r-1' } }),
  )
  await openPage(page, '/', 'Home')
  const problem = page.getByRole('alert').filter({ hasText: 'The overview could not be loaded' })
  await expect(problem).toContainText('r-1')
  await expectAccessible(page)
  await page.unroute('**/home?*')
  await problem.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('region', { name: 'First steps' })).toBeVisible()
})
