/** Proves that test mode is steered from the console: a session ends as it is told to, and time passes when it is let. */
import { expect } from '@playwright/test'
import { addMember, openPage, signInAs, test } from '../harness/console-page.ts'
import { expectAccessible, expectFits } from '../harness/hosted-page.ts'

test('in test mode a scenario is picked, and the banner lets days pass', async ({ page, context, organization }) => {
  await signInAs(context, organization.owner)
  await openPage(page, '/test/sessions', 'Sessions')
  await page.getByRole('button', { name: 'Create session' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Create session' })
  const fill = async (first: string) => {
    await dialog.getByLabel('First name').fill(first)
    await dialog.getByLabel('Last name').fill('Eriksson')
    await dialog.getByRole('textbox', { name: 'E-mail' }).fill('anna@example.com')
  }
  await fill('Anna')
  await dialog.getByRole('combobox', { name: 'Scenario' }).selectOption({ label: 'Rejected' })
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Create' }).click()
  await dialog.getByRole('button', { name: 'Done' }).click()
  const row = (name: string) => page.getByRole('table', { name: 'Sessions' }).getByRole('row').filter({ hasText: name })
  await expect(row('Anna')).toContainText('Rejected')

  await page.getByRole('button', { name: 'Create session' }).first().click()
  await fill('Berta')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(row('Berta')).toContainText('Pending')
  const banner = page.getByRole('note').filter({ hasText: 'Test data' })
  await banner.getByRole('button', { name: 'Advance clock' }).click()
  await page.getByRole('menuitem', { name: '8 days' }).click()
  await expect(banner).toContainText('Clock advanced by 8 days')
  await expectAccessible(page)
  await expect(row('Berta')).toContainText('Expired')
  await page.setViewportSize({ width: 360, height: 700 })
  await expectFits(page)

  await page.setViewportSize({ width: 1280, height: 800 })
  await openPage(page, '/sessions', 'Sessions')
  await expect(page.getByRole('button', { name: 'Advance clock' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Create session' }).first().click()
  await expect(dialog.getByLabel('First name')).toBeVisible()
  await expect(dialog.getByRole('combobox', { name: 'Scenario' })).toHaveCount(0)

  const viewer = await addMember(organization, 'viewer')
  await signInAs(context, viewer)
  await openPage(page, '/test/sessions', 'Sessions')
  await expect(banner).toContainText('Clock advanced by 8 days')
  await expect(banner.getByRole('button')).toHaveCount(0)
})
