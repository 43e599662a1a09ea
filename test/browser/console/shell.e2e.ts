/** Proves the frame of the console: sidebar, palette, themes, test data, phones, and the end of a sign-in. */
import { expect } from '@playwright/test'
import { addMember, openPage, signInAs, test } from '../harness/console-page.ts'
import { expectAccessible } from '../harness/hosted-page.ts'

test('a signed-in owner finds Settings → API Keys in the sidebar, and every page by keyboard', async ({
  page,
  context,
  organization,
}) => {
  await signInAs(context, organization.owner)
  await openPage(page, '/', 'Home')
  const sidebar = page.getByRole('navigation', { name: 'Main' })
  await expect(sidebar).toContainText('Settings')
  await sidebar.getByRole('link', { name: 'API Keys' }).click()
  await expect(page).toHaveURL(/\/settings\/api-keys$/)

  await page.keyboard.press('g')
  await page.keyboard.press('s')
  await expect(page.getByRole('heading', { level: 1, name: 'Sessions' })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.getByRole('textbox', { name: 'Search pages and commands' }).fill('work')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Workflows' })).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await page.getByRole('textbox', { name: 'Search pages and commands' }).fill(' Ada Lovelace')
  await page.getByRole('button', { name: 'Search sessions for “Ada Lovelace”' }).click()
  await expect(page.getByRole('searchbox', { name: 'Search sessions' })).toHaveValue('Ada Lovelace')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await expectAccessible(page)
})

test('test data has its own colour and addresses, a theme stays, and an unknown address says so', async ({
  page,
  context,
  organization,
}) => {
  await signInAs(context, organization.owner)
  await openPage(page, '/workflows', 'Workflows')
  await page.getByRole('radiogroup', { name: 'Environment' }).getByText('Test').click()
  await expect(page).toHaveURL(/\/test\/workflows$/)
  await expect(page.getByRole('note')).toContainText('Nothing here is charged')
  await page.getByRole('button', { name: 'Your account' }).click()
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await openPage(page, '/test/no-such-page', 'Page not found')
  await expectAccessible(page)
})

test('a reviewer sees no page of keys and money', async ({ page, context, organization }) => {
  await signInAs(context, await addMember(organization, 'reviewer'))
  await openPage(page, '/', 'Home')
  const sidebar = page.getByRole('navigation', { name: 'Main' })
  await expect(sidebar.getByRole('link', { name: 'Review' })).toBeVisible()
  for (const name of ['API Keys', 'Billing', 'Audit log'])
    await expect(sidebar.getByRole('link', { name })).toHaveCount(0)
})

test('signing out ends every page: the back button shows the sign-in', async ({ page, context, organization }) => {
  await signInAs(context, organization.owner)
  await openPage(page, '/', 'Home')
  await openPage(page, '/settings/team', 'Team')
  await page.getByRole('button', { name: 'Your account' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
})

test('on a phone the sidebar is a drawer, which leads to test data, too', async ({ page, context, organization }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await signInAs(context, organization.owner)
  await openPage(page, '/', 'Home')
  const sidebar = page.getByRole('navigation', { name: 'Main' })
  await expect(sidebar).toBeHidden()
  await page.getByRole('button', { name: 'Navigation' }).click()
  await expect(sidebar).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(sidebar).toBeHidden()
  await page.getByRole('button', { name: 'Navigation' }).click()
  await sidebar.getByRole('link', { name: 'Team' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Team' })).toBeVisible()
  await page.getByRole('button', { name: 'Navigation' }).click()
  await sidebar.getByRole('radiogroup', { name: 'Environment' }).getByText('Test').click()
  await expect(page).toHaveURL(/\/test\/settings\/team$/)
})
