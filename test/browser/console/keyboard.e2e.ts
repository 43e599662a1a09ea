/** Walks the main acts without a mouse: pages by their keys, everything else by Tab, arrows, Enter, Space and Escape. */
import { expect, type Locator, type Page } from '@playwright/test'
import { addMember, callApi, openPage, PASSWORD, signInAs, test } from '../harness/console-page.ts'
import { aWaitingSession } from '../harness/reviewed-sessions.ts'
import { serverAddress } from '../harness/server-address.ts'

/** Far more than any page has between two of its controls. */
const MAX_TABS = 80

async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await expect(target).toBeVisible()
  for (let presses = 0; presses < MAX_TABS; presses += 1) {
    if ((await target.and(page.locator(':focus')).count()) > 0) return
    await page.keyboard.press(key)
  }
  throw new Error(`${key} never reaches ${target}`)
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, page.getByRole('button', { name, exact: true }))
  await page.keyboard.press('Enter')
}

/** Types into the field that a dialog begins with. */
async function typeInto(page: Page, name: string, text: string): Promise<void> {
  await expect(page.getByRole('dialog').getByRole('textbox', { name, exact: true })).toBeFocused()
  await page.keyboard.type(text)
}

/** `g` and a letter, which count for nothing while a dialog is open; the heading of the page takes the focus, which is how it is noticed without eyes. */
async function go(page: Page, key: string, heading: string): Promise<void> {
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('g')
  await page.keyboard.press(key)
  const title = page.getByRole('heading', { level: 1, name: heading })
  await expect(title).toBeFocused()
  await expect(page).toHaveTitle(`${heading} – OpenIDV`)
}

test('a session is created, found, filtered and decided by the keyboard', async ({ page, organization }) => {
  test.setTimeout(240_000)
  const { keyboard } = page
  await aWaitingSession(organization, 'Waiting', 5)
  await openPage(page, '/sign-in', 'Sign in')
  await keyboard.type(organization.owner.email)
  await keyboard.press('Tab')
  await keyboard.type(PASSWORD)
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  await keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()

  await go(page, 's', 'Sessions')
  await press(page, 'Create session')
  await typeInto(page, 'First name', 'Anna')
  await keyboard.press('Tab')
  await typeInto(page, 'Last name', 'Eriksson')
  await keyboard.press('Tab')
  await typeInto(page, 'E-mail', 'anna@example.com')
  await press(page, 'Create')
  const dialog = page.getByRole('dialog', { name: 'Create session' })
  await expect(dialog.getByRole('link', { name: 'Open as applicant' })).toBeVisible()
  await press(page, 'Done')
  await expect(page.getByRole('button', { name: 'Create session' })).toBeFocused()

  const rows = page.getByRole('table', { name: 'Sessions' }).locator('tbody').getByRole('row')
  await expect(rows).toHaveCount(2)
  await keyboard.press('j')
  await expect(rows.first().getByRole('link')).toBeFocused()
  await keyboard.press('j')
  await expect(rows.nth(1).getByRole('link')).toBeFocused()
  await keyboard.press('/')
  await keyboard.type('wand')
  await expect(rows).toHaveCount(1)
  await press(page, 'Clear')
  await expect(rows).toHaveCount(2)
  await keyboard.press('/')
  await tabTo(page, page.getByRole('combobox', { name: 'Status' }))
  await keyboard.press('ArrowDown')
  await expect(page.getByRole('option', { name: 'Pending' })).toBeVisible()
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await keyboard.press('Escape')
  await expect(page).toHaveURL(/status=/)
  await expect(rows).toHaveCount(1)
  await press(page, 'Clear')
  await expect(page.getByRole('heading', { level: 1, name: 'Sessions' })).toBeFocused()

  await go(page, 'r', 'Review')
  await press(page, 'Start reviewing')
  await expect(page.getByRole('heading', { level: 1, name: 'Wanda Waiting' })).toBeFocused()
  await keyboard.press('a')
  await typeInto(page, 'Note', 'Looks right.')
  await keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Review' })).toBeFocused()
  await expect(page.getByText('Nothing waits for review')).toBeVisible()
})

test('keys, members and the level of a warning are managed by the keyboard', async ({
  page,
  context,
  organization,
}) => {
  test.setTimeout(240_000)
  const { keyboard } = page
  const dialog = page.getByRole('dialog')
  await addMember(organization, 'viewer', 'Robin Viewer')
  await signInAs(context, organization.owner)
  await openPage(page, '/', 'Home')
  await go(page, 'k', 'API Keys')
  await press(page, 'Create key')
  await typeInto(page, 'Name', 'Reports')
  await keyboard.press('Enter')
  const key = await dialog.getByRole('region', { name: 'API key' }).innerText()
  await callApi('GET', '/v1/auth/verify', key)
  await press(page, 'Done')
  await press(page, 'Close without copying')
  await expect(page.getByRole('button', { name: 'Create key' })).toBeFocused()
  await press(page, 'More for Reports')
  await tabTo(page, page.getByRole('menuitem', { name: 'Revoke' }), 'ArrowDown')
  await keyboard.press('Enter')
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await tabTo(page, dialog.getByRole('textbox'))
  await keyboard.type('Reports')
  await press(page, 'Revoke key')
  await expect(page.getByRole('row', { name: /Reports/ })).toHaveCount(0)
  await expect(callApi('GET', '/v1/auth/verify', key)).rejects.toThrow('answered 401')

  await go(page, 't', 'Team')
  await press(page, 'Invite')
  await typeInto(page, 'E-mail address', 'grace@example.com')
  await keyboard.press('Enter')
  await expect(dialog.getByRole('region', { name: 'Invitation link' })).toBeVisible()
  await press(page, 'Done')
  await press(page, 'Revoke the invitation of grace@example.com')
  await press(page, 'Revoke invitation')
  await expect(page.getByText('No open invitations')).toBeVisible()
  const role = page.getByRole('combobox', { name: 'Role of Robin Viewer' })
  await go(page, 'b', 'Billing')
  await press(page, 'Change level')
  await expect(dialog.locator(':focus')).toHaveCount(1)
  await keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Change level' })).toBeFocused()
  await go(page, 't', 'Team')
  await tabTo(page, role)
  await keyboard.press('ArrowDown')
  await expect(page.getByRole('listbox')).toBeVisible()
  await keyboard.press('ArrowUp')
  await keyboard.press('Enter')
  await expect(page.getByText('Robin Viewer is billing')).toBeVisible()
})

test('what is typed before the console is drawn is done when it is', async ({ page, context, organization }) => {
  await signInAs(context, organization.owner)
  const { promise: drawn, resolve: draw } = Promise.withResolvers<void>()
  await page.route('**/console/me', async (route) => {
    await drawn
    await route.continue()
  })
  await page.goto(`${serverAddress().baseUrl}/`)
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  await expect(page.getByRole('navigation', { name: 'Main' })).toHaveCount(0)
  draw()
  await expect(page.getByRole('heading', { level: 1, name: 'Team' })).toBeVisible()
  await expect(page).toHaveURL(/\/settings\/team$/)
})
