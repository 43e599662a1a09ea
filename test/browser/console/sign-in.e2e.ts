/** Proves the doors of the console: sign-up, sign-in, the second factor, forgotten passwords. */
import { createHash, randomUUID } from 'node:crypto'
import { expect } from '@playwright/test'
import { computeTotp } from '../../harness/totp.ts'
import { callConsole, openPage, PASSWORD, runSql, signInAs, signUp, test } from '../harness/console-page.ts'
import { expectAccessible, expectFits } from '../harness/hosted-page.ts'
import { serverAddress } from '../harness/server-address.ts'

test('an empty form and a wrong password are told, and the right one leads back to where it was asked for', async ({
  page,
  organization,
}) => {
  await page.goto(`${serverAddress().baseUrl}/settings/team`)
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByLabel('E-mail')).toHaveAccessibleDescription('Enter your e-mail address.')
  await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription('Enter your password.')
  await page.getByLabel('E-mail').fill(organization.owner.email)
  const password = page.getByLabel('Password', { exact: true })
  await password.fill('not the right password')
  await password.press('Enter')
  await expect(page.getByRole('alert')).toContainText('E-mail or password is wrong.')
  await expectAccessible(page)
  await password.fill(PASSWORD)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Team' })).toBeVisible()
  await expect(page).toHaveURL(/\/settings\/team$/)
})

test('a link to the sign-in leads nowhere but to this site', async ({ page, organization }) => {
  await openPage(page, `/sign-in?next=${encodeURIComponent('//evil.example/')}`, 'Sign in')
  await page.getByLabel('E-mail').fill(organization.owner.email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
})

test('the second factor is asked for in one field, takes a pasted code, and a backup code in its place', async ({
  page,
  context,
  organization,
}) => {
  const { owner } = organization
  const setup = await callConsole(owner, 'POST', '/api/auth/two-factor/enable', { password: PASSWORD })
  const { uri, backupCodes } = setup as { uri: string; backupCodes: string[] }
  await callConsole(owner, 'POST', '/api/auth/two-factor/verify-totp', { code: computeTotp(uri) })
  // A code that was shown is refused for five minutes; the next one would be thirty seconds away.
  await runSql('delete from auth_tries')
  const enterPassword = async () => {
    await context.clearCookies()
    await openPage(page, '/sign-in', 'Sign in')
    await page.getByLabel('E-mail').fill(owner.email)
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Continue' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Two-factor sign-in' })).toBeVisible()
  }

  await enterPassword()
  const code = page.getByLabel('Code', { exact: true })
  await expect(code).toBeFocused()
  await code.fill('000000')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('The code is wrong.')
  await expectAccessible(page)
  const totp = computeTotp(uri)
  await code.fill(`${totp.slice(0, 3)} ${totp.slice(3)}`)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()

  await enterPassword()
  await page.getByRole('button', { name: 'Use a backup code' }).click()
  await page.getByLabel('Backup code').fill(backupCodes[0] ?? '')
  await page.getByLabel('Trust this device for 30 days').check()
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
})

test('who does not say who they are is not asked again until they want to be', async ({
  page,
  context,
  organization,
}) => {
  const { id, owner } = organization
  await runSql('update organizations set sign_in_hours = 1 where id = $1', [id])
  await runSql("update auth_sessions set stepped_up_at = now() - interval '2 hours' where user_id = $1", [owner.id])
  await signInAs(context, owner)
  await page.goto(`${serverAddress().baseUrl}/logs`)
  const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' })
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  const open = page.getByRole('button', { name: 'Confirm that it is you' })
  await expect(open).toBeVisible()
  // The page asks for its rows every two seconds.
  for (let count = 0; count < 2; count++) await page.waitForResponse(/\/request-logs\?/)
  await expect(dialog).toHaveCount(0)
  await open.click()
  await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await dialog.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByText('No requests yet')).toBeVisible()
})

test('a forgotten password is set anew by the link that the operator hands over', async ({ page }) => {
  const person = await signUp('Fergus Forgetful')
  await openPage(page, '/sign-in', 'Sign in')
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  // Both pages have a field of this name.
  await expect(page.getByRole('heading', { level: 1, name: 'Forgot your password?' })).toBeVisible()
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByRole('button', { name: 'Ask for a link' }).click()
  await expect(page.getByRole('status')).toContainText(`npm run openidv -- members reset-link --email ${person.email}`)
  await expectAccessible(page)

  await openPage(page, '/reset-password', 'Choose another password')
  await expect(page.getByRole('alert')).toContainText('This link is not complete')

  const token = randomUUID().replaceAll('-', '')
  await runSql('insert into auth_verifications (identifier, value, expires_at) values ($1, $2, $3)', [
    ...[createHash('sha256').update(`reset-password:${token}`).digest('base64url'), person.id],
    new Date(Date.now() + 60_000),
  ])
  await page.goto('about:blank')
  await openPage(page, `/reset-password#${token}`, 'Choose another password')
  await page.getByLabel('New password').fill('short')
  await expect(page.getByText('Too short')).toBeVisible()
  await page.getByLabel('New password').fill('correct horse battery staple')
  await expect(page.getByText('Strong', { exact: true })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByRole('status')).toContainText('Your password is changed')
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery staple')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Name your organization' })).toBeVisible()
})

test('every door fits a phone, and says what went wrong', async ({ page, context, organization }) => {
  const refusal = { code: 'rate_limited', message: 'Too many tries. Wait 5 minutes.', request_id: 'r-door' }
  await page.route(/\/api\/auth\/|\/console\/organizations$/, (route) =>
    route.request().method() === 'POST' ? route.fulfill({ status: 429, json: refusal }) : route.continue(),
  )
  await page.setViewportSize({ width: 320, height: 640 })
  const fields = { 'Your name': 'Ada', 'E-mail': 'ada@example.com', Password: PASSWORD, 'New password': PASSWORD }
  const values = { ...fields, Code: '123456', 'Organization name': 'Acme' }
  const doors: ReadonlyArray<readonly [string, string, ReadonlyArray<keyof typeof values>, string]> = [
    ['/sign-in', 'Sign in', ['E-mail', 'Password'], 'Continue'],
    ['/sign-up', 'Create your account', ['Your name', 'E-mail', 'Password'], 'Create account'],
    ['/two-factor', 'Two-factor sign-in', ['Code'], 'Sign in'],
    ['/forgot-password', 'Forgot your password?', ['E-mail'], 'Ask for a link'],
    ['/reset-password#some-token', 'Choose another password', ['New password'], 'Change password'],
    ['/onboarding', 'Name your organization', ['Organization name'], 'Create organization'],
  ]
  for (const [path, heading, labels, act] of doors) {
    await test.step(path, async () => {
      if (path === '/onboarding') await signInAs(context, organization.owner)
      await openPage(page, path, heading)
      for (const label of labels) await page.getByLabel(label, { exact: true }).fill(values[label])
      await page.getByRole('button', { name: act, exact: true }).click()
      await expect(page.getByRole('alert')).toContainText('Too many tries. Wait 5 minutes.')
      await expectFits(page)
    })
  }
  await openPage(page, `/accept-invitation/${organization.id}`, 'No such invitation')
})
