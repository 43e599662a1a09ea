/** Proves Organization and Security in the browser, and what members meet when two-factor sign-in is asked for. */
import { expect } from '@playwright/test'
import { addMember, callApi, openPage, runSql, signInAs, test } from '../harness/console-page.ts'
import { expectAccessible } from '../harness/hosted-page.ts'
import { serverAddress } from '../harness/server-address.ts'

/** The sidebar's pages, each with its heading. */
const PAGES = ['Home', 'Sessions', 'Review', 'Workflows', 'Usage', 'Logs', 'API Keys', 'Billing', 'Team', 'Security']

test('an owner renames the organization; a viewer can only look', async ({ page, context, organization }) => {
  await signInAs(context, organization.owner)
  await openPage(page, '/settings/organization', 'Organization')
  await page.getByLabel('Name').fill('Acme Trust')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('button', { name: 'Organization Acme Trust' })).toBeVisible()

  await signInAs(context, await addMember(organization, 'viewer'))
  await openPage(page, '/settings/organization', 'Organization')
  await expect(page.getByLabel('Name')).toBeDisabled()
  await expect(page.getByText('Needs the role admin or owner')).toBeVisible()
})

test('two-factor sign-in for all needs the own one first, and then stops members at the door of every page', async ({
  page,
  context,
  organization,
}) => {
  test.setTimeout(240_000)
  const robin = await addMember(organization, 'viewer', 'Robin Viewer')
  await signInAs(context, organization.owner)
  await openPage(page, '/settings/security', 'Security')
  const require = async () => {
    await page.getByRole('switch', { name: 'Require two-factor sign-in' }).click({ force: true })
    await page.getByRole('dialog').getByRole('button', { name: 'Require it' }).click()
  }
  await require()
  await expect(page.getByRole('dialog')).toContainText('Turn on two-factor sign-in for yourself first')
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await runSql('update auth_users set two_factor_enabled = true where id = $1', [organization.owner.id])
  await require()
  await expect(page.getByText('Two-factor sign-in is required')).toBeVisible()

  await signInAs(context, robin)
  await openPage(page, '/sessions', 'Two-factor sign-in needed')
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Open your account' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible()
})

test('showing keys once asks for the name first, since what is erased stays erased', async ({
  page,
  context,
  organization,
}) => {
  await signInAs(context, organization.owner)
  await openPage(page, '/settings/security', 'Security')
  const shown = page.getByRole('switch', { name: 'Show API keys only once' })
  await shown.click({ force: true })
  const dialog = page.getByRole('dialog', { name: 'Show API keys only once?' })
  await expect(dialog.getByRole('button', { name: 'Show keys only once' })).toBeDisabled()
  await dialog.getByLabel('Type Acme Bank to confirm').fill('Acme Bank')
  await dialog.getByRole('button', { name: 'Show keys only once' }).click()
  await expect(shown).toBeChecked()
})

test('an owner deletes the organization, which stops at once, and keeps it again; others read why they cannot', async ({
  page,
  context,
  organization,
}) => {
  test.setTimeout(240_000)
  const statusOfKey = async () => {
    const headers = { 'x-api-key': organization.liveKey }
    return (await fetch(`${serverAddress().baseUrl}/v1/auth/verify`, { headers })).status
  }
  const body = { firstName: 'Anna', lastName: 'Eriksson', email: 'anna@example.com', phone: '+15192223333' }
  const session = await callApi('POST', '/v1/sessions', organization.liveKey, body)
  const { session_url: link } = session as { session_url: string }

  await signInAs(context, await addMember(organization, 'admin'))
  await openPage(page, '/settings/organization', 'Organization')
  const opener = page.getByRole('button', { name: 'Delete organization' })
  await expect(opener).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByText('Needs the role owner.')).toBeVisible()
  await opener.click({ force: true })
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await signInAs(context, organization.owner)
  await openPage(page, '/settings/organization', 'Organization')
  await opener.click()
  const dialog = page.getByRole('dialog', { name: 'Delete Acme Bank?' })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expectAccessible(page)
  const confirm = dialog.getByRole('button', { name: 'Delete organization' })
  await expect(confirm).toBeDisabled()
  await dialog.getByLabel('Type Acme Bank to confirm').fill('acme bank')
  await expect(confirm).toBeDisabled()
  await dialog.getByLabel('Type Acme Bank to confirm').fill('Acme Bank')
  expect(await statusOfKey()).toBe(200)
  await confirm.click()

  const banner = page.getByRole('status').filter({ hasText: /Acme Bank is to be deleted on \d+ \w+ \d{4}/ })
  await expect(banner).toBeVisible()
  await expect(dialog).toHaveCount(0)
  expect(await statusOfKey()).toBe(401)
  for (const name of PAGES) {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click()
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    await expect(banner).toBeVisible()
  }
  await page.goto(link)
  await expect(page.getByRole('heading', { level: 1, name: 'This check is closed' })).toBeVisible()

  await page.setViewportSize({ width: 320, height: 640 })
  await openPage(page, '/', 'Home')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Keep organization' }).click()
  await expect(banner).toHaveCount(0)
  expect(await statusOfKey()).toBe(200)
})
