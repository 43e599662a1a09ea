/** Proves Team in the browser: inviting somebody who joins, roles, removal, and links that lead nowhere. */
import { expect } from '@playwright/test'
import { addMember, callConsole, openPage, runSql, signInAs, signUp, test } from '../harness/console-page.ts'
import { expectAccessible } from '../harness/hosted-page.ts'
import { serverAddress } from '../harness/server-address.ts'

test('an owner invites somebody, who signs up by the link and sees the organization at once', async ({
  page,
  context,
  organization,
}) => {
  test.setTimeout(240_000)
  await signInAs(context, organization.owner)
  await openPage(page, '/settings/team', 'Team')
  await expect(page.getByText('No open invitations')).toBeVisible()
  await expect(page.getByRole('table', { name: 'What each role may do' })).toContainText('See balance and ledger')
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Invite somebody' })
  await dialog.getByRole('button', { name: 'Make the invitation' }).click()
  await expect(dialog).toContainText('Enter an e-mail address')
  const email = `grace-${organization.id.slice(0, 8)}@example.com`
  await dialog.getByLabel('E-mail address').fill(email)
  await dialog.getByRole('combobox', { name: 'Role' }).click()
  await page.getByRole('option', { name: /Reviewer/ }).click()
  await dialog.getByRole('button', { name: 'Make the invitation' }).click()
  const link = (await dialog.getByRole('region', { name: 'Invitation link' }).textContent()) ?? ''
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('table', { name: 'Invitations' })).toContainText(email)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: `Copy the link for ${email}` }).click()
  await expect(page.getByRole('status').filter({ hasText: `Copied the link for ${email}` })).toBeAttached()
  expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(link)

  await context.clearCookies()
  await page.goto(`${serverAddress().baseUrl}${new URL(link).pathname}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Join Acme Bank' })).toBeVisible()
  await expect(page.getByText('g•••@example.com')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Sign up' }).click()
  await page.getByLabel('Your name').fill('Grace Hopper')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill('a long enough password')
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.getByRole('button', { name: 'Join Acme Bank' }).click()
  await expect(page.getByRole('button', { name: 'Organization Acme Bank' })).toBeVisible()
})

test('an owner changes a role and removes a member, whose next click is refused', async ({
  page,
  context,
  organization,
}) => {
  const robin = await addMember(organization, 'viewer', 'Robin Viewer')
  await signInAs(context, organization.owner)
  await openPage(page, '/settings/team', 'Team')
  const row = page.getByRole('row', { name: /Robin Viewer/ })
  await row.getByRole('combobox', { name: 'Role of Robin Viewer' }).click()
  await page.getByRole('option', { name: /Admin/ }).click()
  await expect(page.getByText('Robin Viewer is admin')).toBeVisible()
  await expect(page.getByRole('row', { name: /Olivia Owner/ }).getByRole('combobox')).toHaveCount(0)

  await row.getByRole('button', { name: 'Remove Robin Viewer' }).click()
  const dialog = page.getByRole('dialog', { name: 'Remove Robin Viewer?' })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await dialog.getByRole('button', { name: 'Remove member' }).click()
  await expect(row).toHaveCount(0)
  await expect(callConsole(robin, 'GET', `/console/organizations/${organization.id}/members`)).rejects.toThrow(
    'answered 403',
  )

  await page.getByRole('button', { name: 'Leave the organization' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Leave', exact: true }).click()
  await expect(page.getByRole('dialog')).toContainText('last owner')
})

test('a role that is made less says how many keys that limits, and takes back nothing unasked', async ({
  page,
  context,
  organization,
}) => {
  const robin = await addMember(organization, 'developer', 'Robin Developer')
  const path = `/console/organizations/${organization.id}/api-keys`
  for (const scopes of [['sessions:read'], ['sessions:read', 'sessions:write'], ['checks:write']])
    await callConsole(robin, 'POST', path, { environment: 'live', name: `Key for ${scopes.join()}`, scopes })
  await signInAs(context, organization.owner)
  await openPage(page, '/settings/team', 'Team')
  const role = page.getByRole('row', { name: /Robin Developer/ }).getByRole('combobox')
  const choose = async (name: RegExp) => {
    await role.click()
    await page.getByRole('option', { name }).click()
  }
  await choose(/Viewer/)
  const dialog = page.getByRole('dialog', { name: 'Make Robin Developer viewer?' })
  await expect(dialog).toContainText('2 API keys that Robin Developer stands behind will be limited at once')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(role).toHaveValue(/Developer/)

  await choose(/Viewer/)
  await dialog.getByRole('button', { name: 'Change role' }).click()
  await expect(page.getByText('Robin Developer is viewer')).toBeVisible()
  // More than before limits nothing, and is not asked about.
  await choose(/Admin/)
  await expect(page.getByText('Robin Developer is admin')).toBeVisible()
})

test('a link for somebody else says for whom, and one that ran out or was revoked says so', async ({
  page,
  context,
  organization,
}) => {
  const path = `/console/organizations/${organization.id}/invitations`
  const email = `heidi-${organization.id.slice(0, 8)}@example.com`
  const made = await callConsole(organization.owner, 'POST', path, { email, role: 'viewer' })
  const { id, link } = made as { id: string; link: string }
  const { pathname } = new URL(link)
  await signInAs(context, await signUp('Mallory Stranger'))
  await openPage(page, pathname, 'Join Acme Bank')
  await expect(page.getByText('you are signed in with another address')).toBeVisible()
  await expect(page.getByText('heidi')).toHaveCount(0)
  await expectAccessible(page)
  await runSql("update invitations set expires_at = now() - interval '1 second' where id = $1", [id])
  await openPage(page, pathname, 'This invitation has expired')
  await callConsole(organization.owner, 'DELETE', `${path}/${id}`)
  await openPage(page, pathname, 'This invitation was revoked')
  await expectAccessible(page)
})
