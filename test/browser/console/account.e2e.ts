/** Proves the person's own account: name, password, second factor, signed-in devices. */
import { expect } from '@playwright/test'
import { computeTotp } from '../../harness/totp.ts'
import { openPage, PASSWORD, signInAs, test } from '../harness/console-page.ts'
import { expectAccessible } from '../harness/hosted-page.ts'
import { serverAddress } from '../harness/server-address.ts'

test('name and password are changed, and the old password is the wrong one', async ({
  page,
  context,
  organization,
}) => {
  await signInAs(context, organization.owner)
  await openPage(page, '/account', 'Account')
  await page.getByLabel('Name', { exact: true }).fill('Olivia Renamed')
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.getByText('Your name is saved.')).toBeVisible()

  await page.getByLabel('Current password').fill('not the right password')
  await page.getByLabel('New password').fill('quite another password')
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'The password is wrong.' })).toBeVisible()
  await page.getByLabel('Current password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByText('Your password is changed.')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Olivia Renamed')
})

test('two-factor sign-in is turned on by scanning, its codes stay until they are kept, and a password turns it off', async ({
  page,
  context,
  organization,
}) => {
  await signInAs(context, organization.owner)
  await openPage(page, '/account', 'Account')
  await page.getByRole('button', { name: 'Turn on' }).click()
  const dialog = page.getByRole('dialog', { name: 'Turn on two-factor sign-in' })
  await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await expect(dialog.getByRole('img', { name: /QR code/ })).toBeVisible()
  await expectAccessible(page)
  const secret = (await dialog.locator('code').textContent()) ?? ''
  await dialog.getByLabel('Code', { exact: true }).fill(computeTotp(`otpauth://totp/x?secret=${secret}`))
  await dialog.getByRole('button', { name: 'Turn on' }).click()
  await expect(dialog.getByRole('listitem')).toHaveCount(10)
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(dialog.getByRole('button', { name: 'Close' })).toHaveCount(0)
  await expect(page.getByText('10 backup codes are left.')).toBeVisible()
  await dialog.getByRole('button', { name: 'I have kept them' }).click()
  await expect(dialog).toHaveCount(0)

  await page.getByRole('button', { name: 'New backup codes' }).click()
  const renewal = page.getByRole('dialog', { name: 'New backup codes' })
  await renewal.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await renewal.getByRole('button', { name: 'Make new codes' }).click()
  await expect(renewal.getByRole('listitem')).toHaveCount(10)
  await page.keyboard.press('Escape')
  await renewal.getByRole('button', { name: 'I have kept them' }).click()
  await expect(renewal).toHaveCount(0)

  await page.getByRole('button', { name: 'Turn off' }).click()
  const ending = page.getByRole('dialog', { name: 'Turn off two-factor sign-in?' })
  await ending.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await ending.getByRole('button', { name: 'Turn off' }).click()
  await expect(page.getByRole('button', { name: 'Turn on' })).toBeVisible()
})

test('a device that is signed out elsewhere is at the sign-in with its next step', async ({
  page,
  context,
  browser,
  organization,
}) => {
  const other = await browser.newContext()
  const otherPage = await other.newPage()
  await otherPage.goto(`${serverAddress().baseUrl}/sign-in`)
  await otherPage.getByLabel('E-mail').fill(organization.owner.email)
  await otherPage.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await otherPage.getByRole('button', { name: 'Continue' }).click()
  await expect(otherPage.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()

  await signInAs(context, organization.owner)
  await openPage(page, '/account', 'Account')
  const devices = page.getByRole('region', { name: 'Signed-in devices' })
  await expect(devices.getByText('This device')).toHaveCount(1)
  await devices.getByRole('button', { name: /^Sign out Chrome/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Sign out this device?' })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await dialog.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByText('The device is signed out.')).toBeVisible()
  await otherPage.goto(`${serverAddress().baseUrl}/account`)
  await expect(otherPage.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  await other.close()
})
