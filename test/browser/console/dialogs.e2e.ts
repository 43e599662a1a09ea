/** Opens every dialog by the keyboard: accessible in both themes, left by Escape, and the focus is where it was. */
import { expect, type Locator, type Page } from '@playwright/test'
import { computeTotp } from '../../harness/totp.ts'
import { addMember, callConsole, openPage, PASSWORD, runSql, signInAs, test } from '../harness/console-page.ts'
import { expectAccessible } from '../harness/hosted-page.ts'
import { aWaitingSession } from '../harness/reviewed-sessions.ts'
import { serverAddress } from '../harness/server-address.ts'
import { makePastWebhooks } from '../harness/webhook-data.ts'

type Opening = readonly [dialog: string | RegExp, trigger: string | RegExp | Locator, item?: string]

/** Each looked at in both themes. */
const MANY_DIALOGS_MS = 240_000

async function expectDialogs(page: Page, openings: readonly Opening[]): Promise<void> {
  for (const [name, trigger, item] of openings) {
    await test.step(String(name), async () => {
      const opener = isLocator(trigger) ? trigger : page.getByRole('button', { name: trigger, exact: true }).first()
      await opener.focus()
      await page.keyboard.press((await opener.getAttribute('role')) === 'switch' ? 'Space' : 'Enter')
      if (item !== undefined) await page.getByRole('menuitem', { name: item, exact: true }).press('Enter')
      const dialog = page.getByRole('dialog', { name, exact: true })
      await expect(dialog).toBeVisible()
      await expect(dialog.locator(':focus')).toHaveCount(1)
      await expectAccessible(page, '[role="dialog"]')
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toHaveCount(0)
      await expect(opener).toBeFocused()
    })
  }
}

function isLocator(trigger: string | RegExp | Locator): trigger is Locator {
  return typeof trigger === 'object' && 'focus' in trigger
}

/** By the browser's own cookies, which the last step renews. */
async function turnOnTwoFactor(page: Page): Promise<void> {
  const { baseUrl } = serverAddress()
  const send = (act: string, data: object) =>
    page.request.post(`${baseUrl}/api/auth/two-factor/${act}`, { data, headers: { origin: baseUrl } })
  const { uri } = (await (await send('enable', { password: PASSWORD })).json()) as { uri: string }
  expect((await send('verify-totp', { code: computeTotp(uri) })).ok()).toBe(true)
}

test('dialogs of sessions, workflows and the frame', async ({ page, context, organization }) => {
  test.setTimeout(MANY_DIALOGS_MS)
  const { owner, id } = organization
  const steps = [{ id: 'ID_VERIFICATION' }, { id: 'FACE_LIVENESS' }]
  const path = `/console/organizations/${id}/workflows`
  const workflow = (await callConsole(owner, 'POST', path, { name: 'KYC', steps })) as { id: string }
  const sessionId = await aWaitingSession(organization, 'Waiting', 5)
  await signInAs(context, owner)
  await openPage(page, '/sessions', 'Sessions')
  await expectDialogs(page, [
    ['Create session', 'Create session'],
    [/.*/, /^Search/],
  ])
  await page.getByRole('checkbox', { name: 'Choose all on this page' }).check()
  await expectDialogs(page, [['Void 1 session?', 'Void']])
  await openPage(page, `/sessions/${sessionId}`, 'Wanda Waiting')
  await expectDialogs(page, [
    ['Approve Wanda Waiting', 'Approve'],
    ['Reject Wanda Waiting', 'Reject'],
    ['Void Wanda Waiting', 'More actions', 'Void session'],
  ])
  await openPage(page, `/workflows/${workflow.id}`, 'KYC')
  await page.getByRole('button', { name: 'Remove Face liveness' }).click()
  await expectDialogs(page, [
    ['Versions of KYC', 'More actions', 'Versions'],
    [/Import/, 'More actions', 'Import JSON'],
    [/Publish version 2/, 'Publish version 2'],
    ['Leave without publishing?', page.getByRole('link', { name: 'Workflows' }).first()],
  ])
  await page.setViewportSize({ width: 320, height: 640 })
  await expectDialogs(page, [['Add a step', 'Add a step']])
})

test('dialogs of keys and money', async ({ page, context, organization }) => {
  test.setTimeout(MANY_DIALOGS_MS)
  await signInAs(context, organization.owner)
  await openPage(page, '/settings/api-keys', 'API Keys')
  await expectDialogs(page, [
    ['Create API key', 'Create key'],
    ['Regenerate Live key', 'Regenerate Live key'],
    ['Restrict Live key', 'More for Live key', 'Restrict'],
    ['Rename Live key', 'More for Live key', 'Rename'],
    [/Revoke/, 'More for Live key', 'Revoke'],
  ])
  await runSql("update auth_sessions set stepped_up_at = now() - interval '11 minutes' where user_id = $1", [
    organization.owner.id,
  ])
  await expectDialogs(page, [['Confirm that it is you', 'Show Live key']])
  await openPage(page, '/billing', 'Billing')
  await expectDialogs(page, [['Warn of a low balance', 'Change level']])
})

test('dialogs of the team, the settings and the account', async ({ page, context, organization }) => {
  test.setTimeout(MANY_DIALOGS_MS)
  const { owner, id } = organization
  await addMember(organization, 'viewer', 'Robin Viewer')
  const invited = { email: 'invited@example.com', role: 'viewer' }
  await callConsole(owner, 'POST', `/console/organizations/${id}/invitations`, invited)
  const elsewhere = { ...owner, cookie: { name: 'none', value: '' } }
  await callConsole(elsewhere, 'POST', '/api/auth/sign-in/email', { email: owner.email, password: PASSWORD })
  await signInAs(context, owner)
  await openPage(page, '/settings/team', 'Team')
  await expectDialogs(page, [
    ['Invite somebody', 'Invite'],
    ['Remove Robin Viewer?', 'Remove Robin Viewer'],
    [/Leave/, 'Leave the organization'],
    ['Revoke the invitation of invited@example.com?', 'Revoke the invitation of invited@example.com'],
  ])
  await openPage(page, '/settings/organization', 'Organization')
  await expectDialogs(page, [['Delete Acme Bank?', /^Delete/]])
  await openPage(page, '/settings/security', 'Security')
  await expectDialogs(page, [
    ['Require two-factor sign-in?', page.getByRole('switch', { name: 'Require two-factor sign-in' })],
    ['Show API keys only once?', page.getByRole('switch', { name: 'Show API keys only once' })],
  ])
  await openPage(page, '/audit-log', 'Audit log')
  await expectDialogs(page, [[/.+/, page.getByRole('button', { name: /, details of row/ }).first()]])
  await openPage(page, '/account', 'Account')
  await expectDialogs(page, [
    ['Turn on two-factor sign-in', 'Turn on'],
    ['Sign out this device?', /^Sign out [^a]/],
  ])
  await turnOnTwoFactor(page)
  await openPage(page, '/account', 'Account')
  await expectDialogs(page, [
    ['New backup codes', 'New backup codes'],
    ['Turn off two-factor sign-in?', 'Turn off'],
  ])
})

test('dialogs of webhooks', async ({ page, context, organization }) => {
  test.setTimeout(MANY_DIALOGS_MS)
  const webhookId = await makePastWebhooks(organization)
  await signInAs(context, organization.owner)
  await openPage(page, '/webhooks', 'Webhooks')
  await expectDialogs(page, [['Add endpoint', 'Add endpoint']])
  await openPage(page, `/webhooks/${webhookId}`, 'Onboarding service')
  await expectDialogs(page, [
    ['Send test event', 'Send test event'],
    ['Delivery', page.getByRole('button', { name: 'Session verified: attempts' }).first()],
    [/Resend/, 'Resend all failed'],
  ])
  await page.getByRole('tab', { name: 'Settings' }).click()
  await expectDialogs(page, [
    ['Edit Onboarding service', 'Edit'],
    ['Rotate the secret of Onboarding service', 'Rotate secret'],
    ['Delete Onboarding service', 'Delete endpoint'],
  ])
})
