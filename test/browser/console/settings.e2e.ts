/** Proves Organization and Security in the browser, and what members meet when two-factor sign-in is asked for. */
import { expect } from '@playwright/test'
import { addMember, openPage, runSql, signInAs, test } from '../harness/console-page.ts'
import { expectAccessible } from '../harness/hosted-page.ts'

test('an owner renames the organization; a viewer can only look', async ({ page, context, organization }) => {
  await signInAs(context, organization.owner)
  await openPage(page, '/settings/organization', 'Organization')
  await expectAccessible(page)
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
  await expectAccessible(page)
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
