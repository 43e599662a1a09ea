/** Proves the frame of the console: sidebar, palette, themes, test data, phones, and the end of a sign-in. */
import { expect, type Page } from '@playwright/test'
import { addMember, callConsole, foundOrganization, openPage, signInAs, test } from '../harness/console-page.ts'
import { expectAccessible } from '../harness/hosted-page.ts'

test('a signed-in owner finds Settings → API Keys in the sidebar, and every page by keys that can be switched off', async ({
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
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(help.getByText('Approve')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')

  await openPage(page, '/account', 'Account')
  const singleKeys = page.getByRole('switch', { name: 'Single-key shortcuts' })
  await singleKeys.uncheck({ force: true })
  await page.reload()
  await expect(singleKeys).not.toBeChecked()
  for (const key of ['g', 's', '?']) await page.keyboard.press(key)
  await page.keyboard.press('Control+k')
  await page.getByRole('textbox', { name: 'Search pages and commands' }).fill('shortcuts')
  await page.keyboard.press('Enter')
  await expect(help.getByText('All but Ctrl K are switched off')).toBeVisible()
  await expect(page).toHaveURL(/\/account$/)
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

/** What a browser does when its user comes back to the tab a minute later. */
async function comeBack(page: Page): Promise<void> {
  const asked = page.waitForResponse(/\/console\/me$/)
  await page.clock.fastForward(61_000)
  await page.evaluate("dispatchEvent(new Event('visibilitychange'))")
  await (await asked).finished()
}

test('a form goes to the organization that it was opened for, then the page follows the choice of another tab', async ({
  page,
  context,
  organization: { id, owner },
}) => {
  await foundOrganization(owner, 'Beta Bank')
  await callConsole(owner, 'PUT', '/console/active-organization', { organizationId: id })
  await signInAs(context, owner)
  await page.clock.install()
  await openPage(page, '/settings/api-keys', 'API Keys')
  await page.getByRole('button', { name: 'Create key' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Reports')

  const other = await context.newPage()
  await openPage(other, '/', 'Home')
  const choose = async (from: string, to: string) => {
    await other.getByRole('button', { name: `Organization ${from}` }).click()
    await other.getByRole('menuitem', { name: to }).click()
    await expect(other.getByRole('button', { name: `Organization ${to}` })).toBeVisible()
  }
  await choose('Acme Bank', 'Beta Bank')
  await comeBack(page)
  await dialog.getByRole('button', { name: 'Create key' }).click()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await dialog.getByRole('button', { name: 'Close without copying' }).click()
  const keys = await callConsole(owner, 'GET', `/console/organizations/${id}/api-keys`)
  expect(keys).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ name: 'Reports' })]) })

  await page.getByRole('link', { name: 'Team' }).click()
  await expect(page.getByRole('button', { name: 'Organization Beta Bank' })).toBeVisible()
  await choose('Beta Bank', 'Acme Bank')
  await comeBack(page)
  await expect(page.getByRole('button', { name: 'Organization Acme Bank' })).toBeVisible()
})

test('a reviewer sees no page of keys and money', async ({ page, context, organization }) => {
  await signInAs(context, await addMember(organization, 'reviewer'))
  await openPage(page, '/', 'Home')
  const sidebar = page.getByRole('navigation', { name: 'Main' })
  await expect(sidebar.getByRole('link', { name: 'Review' })).toBeVisible()
  for (const name of ['API Keys', 'Billing', 'Audit log'])
    await expect(sidebar.getByRole('link', { name })).toHaveCount(0)
})

test('signing out ends every page and forgets drafts: the back button shows the sign-in', async ({
  page,
  context,
  organization,
}) => {
  await signInAs(context, organization.owner)
  await openPage(page, '/', 'Home')
  await openPage(page, '/settings/team', 'Team')
  await page.evaluate("sessionStorage.setItem('openidv.draft.of-a-workflow', '{}')")
  await page.getByRole('button', { name: 'Your account' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  expect(await page.evaluate("sessionStorage.getItem('openidv.draft.of-a-workflow')")).toBeNull()
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
