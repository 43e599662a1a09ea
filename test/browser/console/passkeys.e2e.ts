/** Proves passkeys in a real browser with an authenticator of its own: added, used for each purpose, removed. */
import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { openPage, PASSWORD, runSql, signInAs, test } from '../harness/console-page.ts'
import { expectAccessible } from '../harness/hosted-page.ts'
import { serverAddress } from '../harness/server-address.ts'

/** A device that makes sure of its person by itself, as soon as it is touched. */
interface Device {
  readonly touch: (isTouched: boolean) => Promise<void>
}

async function plugIn(page: Page): Promise<Device> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  })
  return {
    touch: async (enabled) => {
      await cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled })
    },
  }
}

async function addPasskey(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a passkey' })
  await dialog.getByLabel('Name').fill(name)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByText('Your passkey is added.')).toBeVisible()
}

async function forgetProofs(userId: string): Promise<void> {
  await runSql(
    "update auth_sessions set stepped_up_at = now() - interval '2 hours', factor_at = null where user_id = $1",
    [userId],
  )
}

/** Lets the browser forget who it is; the device waits, since the sign-in page offers passkeys by itself. */
async function signOut(page: Page, device: Device): Promise<void> {
  await device.touch(false)
  await page.context().clearCookies()
  await openPage(page, '/sign-in', 'Sign in')
}

async function pressPasskey(page: Page, device: Device): Promise<void> {
  await device.touch(true)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
}

test('a passkey is added, signs in, proves who it is, is renamed and removed', async ({
  page,
  context,
  organization,
}) => {
  const { owner } = organization
  await signInAs(context, owner)
  const device = await plugIn(page)
  await openPage(page, '/account', 'Account')
  await expect(page.getByText('You have no passkey yet.')).toBeVisible()
  await addPasskey(page, 'Work laptop')
  const passkeys = page.getByRole('region', { name: 'Passkeys' })
  await expect(passkeys.getByText('Work laptop')).toBeVisible()
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  const again = page.getByRole('dialog', { name: 'Add a passkey' })
  await again.getByRole('button', { name: 'Continue' }).click()
  await expect(again.getByRole('alert')).toContainText('has a passkey for your account already')
  await again.getByRole('button', { name: 'Cancel' }).click()

  await signOut(page, device)
  await expectAccessible(page)
  await pressPasskey(page, device)
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()

  // The list of the e-mail field offers it, and a device that is touched takes the offer.
  await page.context().clearCookies()
  await page.goto(`${serverAddress().baseUrl}/sign-in`)
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()

  await openPage(page, '/account', 'Account')
  await passkeys.getByRole('button', { name: 'Rename Work laptop' }).click()
  const renaming = page.getByRole('dialog', { name: 'Rename this passkey' })
  await renaming.getByLabel('Name').fill('Old laptop')
  await renaming.getByRole('button', { name: 'Save' }).click()
  await expect(passkeys.getByText('Old laptop')).toBeVisible()

  await forgetProofs(owner.id)
  await passkeys.getByRole('button', { name: 'Remove Old laptop' }).click()
  await page
    .getByRole('dialog', { name: 'Remove this passkey?' })
    .getByRole('button', { name: 'Remove passkey' })
    .click()
  const proof = page.getByRole('dialog', { name: 'Confirm that it is you' })
  await proof.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await expectAccessible(page)
  await proof.getByRole('button', { name: 'Confirm' }).click()
  // The password is a fresh proof, and no second factor.
  await expect(page.getByText('Old laptop is removed')).toHaveCount(0)
  await page
    .getByRole('dialog', { name: 'Remove this passkey?' })
    .getByRole('button', { name: 'Remove passkey' })
    .click()
  await expect(proof.getByText('The password alone is not enough')).toBeVisible()
  await expect(proof.getByLabel('Password', { exact: true })).toHaveCount(0)
  await expectAccessible(page)
  await proof.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(page.getByText('Old laptop is removed')).toBeVisible()
  await expect(page.getByText('You have no passkey yet.')).toBeVisible()

  await signOut(page, device)
  await pressPasskey(page, device)
  await expect(page.getByRole('alert')).toContainText('This passkey was not taken')
})

test('an organization that asks for two-factor sign-in opens with a passkey', async ({
  page,
  context,
  organization,
}) => {
  const { owner, id } = organization
  await runSql('update organizations set require_two_factor = true where id = $1', [id])
  await signInAs(context, owner)
  const device = await plugIn(page)
  await openPage(page, '/', 'Two-factor sign-in needed')
  await page.getByRole('link', { name: 'Open your account' }).click()
  await addPasskey(page, 'Phone')
  await page.goto(serverAddress().baseUrl)
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()

  await signOut(page, device)
  await page.getByLabel('E-mail').fill(owner.email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Continue' }).click()
  const proof = page.getByRole('dialog', { name: 'Confirm that it is you' })
  await device.touch(true)
  await proof.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
})

test('a call that was under way when a proof replaced the cookie is sent again', async ({
  page,
  context,
  organization,
}) => {
  await signInAs(context, organization.owner)
  let refused = 0
  await page.route(/\/console\/account\/sign-ins$/, (route) => {
    refused += 1
    return refused === 1
      ? route.fulfill({ status: 401, json: { code: 'signed_out', message: 'Sign in to go on' } })
      : route.continue()
  })
  await openPage(page, '/account', 'Account')
  await expect(page.getByText('This device', { exact: true })).toBeVisible()
  expect(refused).toBe(2)
})
