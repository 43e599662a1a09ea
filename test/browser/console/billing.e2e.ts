/** Proves Billing: balance, ledger with its running balance, and warnings that everybody sees. */
import { expect } from '@playwright/test'
import { addMember, grantTokens, openPage, runSql, signInAs, test } from '../harness/console-page.ts'
import { expectAccessible } from '../harness/hosted-page.ts'

test('the ledger shows an operator’s grant, is narrowed, and exported', async ({ page, context, organization }) => {
  await grantTokens(organization, 2500, 'Invoice 7')
  await signInAs(context, organization.owner)
  await openPage(page, '/billing', 'Billing')
  await expect(page.getByRole('region', { name: 'Available' })).toContainText('3,500')
  const ledger = page.getByRole('table', { name: 'Ledger' })
  await expect(ledger.getByRole('row').filter({ hasText: 'Invoice 7' })).toContainText('+2,500')
  await expect(ledger.getByRole('row').filter({ hasText: 'Invoice 7' })).toContainText('Olivia Owner')
  await expect(ledger.getByRole('row')).toHaveCount(3)

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export CSV' }).click()
  expect((await download).suggestedFilename()).toBe('ledger.csv')
  await page.getByRole('combobox', { name: 'Kind' }).click()
  await page.getByRole('option', { name: 'Held' }).click()
  await expect(page).toHaveURL(/\/billing\?kind=hold$/)
  await page.getByRole('button', { name: 'Clear filters' }).last().click()
  await expect(ledger.getByRole('row')).toHaveCount(3)
})

test('below the chosen level every page warns, and at 0 it says what the API answers', async ({
  page,
  context,
  organization,
}) => {
  await signInAs(context, organization.owner)
  await openPage(page, '/billing', 'Billing')
  await page.getByRole('button', { name: 'Change level' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Warn below').fill('1001')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('status').filter({ hasText: '1,000 tokens are left' })).toBeVisible()
  await runSql('update balances set available_tokens = 0 where organization_id = $1', [organization.id])
  await signInAs(context, await addMember(organization, 'viewer'))
  await page.setViewportSize({ width: 320, height: 640 })
  await openPage(page, '/billing', 'Billing')
  await expect(page.getByRole('status').filter({ hasText: 'No tokens are left' })).toContainText('402')
  await expect(page.getByRole('main')).toContainText('For more tokens ask an operator of this installation')
  await expect(page.getByRole('table', { name: 'Ledger' })).toHaveCount(0)
  await expect(page.getByRole('table', { name: 'Steps of a session' })).toContainText('ID verification')
  await expectAccessible(page)
})

test('a long ledger is paged by its address', async ({ page, context, organization }) => {
  for (let count = 1; count <= 26; count++) {
    await grantTokens(organization, count)
  }
  await signInAs(context, await addMember(organization, 'billing'))
  await openPage(page, '/billing', 'Billing')
  await page.getByRole('button', { name: 'Next page' }).click()
  await expect(page).toHaveURL(/cursor=/)
  const last = page.getByRole('row').filter({ hasText: 'Signup grant' })
  await expect(last).toContainText('1,000')
  await page.reload()
  await expect(last).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('table', { name: 'Ledger' })).toContainText('1,351')
})
