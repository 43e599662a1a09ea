/** Proves the operators' page: tokens added once, limits, suspension, an invitation to sign up; and that nobody else has it. */
import { expect } from '@playwright/test'
import { addMember, makeOperator, openPage, PASSWORD, signInAs, test } from '../harness/console-page.ts'
import { expectAccessible } from '../harness/hosted-page.ts'

test('an operator adds tokens once, sets limits, suspends, and lets somebody sign up', async ({
  page,
  context,
  organization,
}) => {
  await makeOperator(organization.owner)
  await signInAs(context, organization.owner)
  await openPage(page, `/installation?q=${organization.id}`, 'Installation')
  const row = page.getByRole('table', { name: 'Organizations' }).getByRole('row').filter({ hasText: 'Acme Bank' })
  await expect(row).toContainText('1,000')
  await expect(row).toContainText('25 a second, 10,000 a day')
  const act = async (name: string) => {
    await row.getByRole('button', { name: 'Actions for Acme Bank' }).click()
    await page.getByRole('menuitem', { name }).click()
    return page.getByRole('dialog')
  }
  const grant = await act('Add tokens')
  await grant.getByLabel('Tokens').fill('2500')
  await grant.getByLabel('Note').fill('Invoice 7')
  await grant.getByRole('button', { name: 'Add tokens' }).dblclick()
  await expect(grant).toHaveCount(0)
  await expect(row).toContainText('3,500')

  const limits = await act('Set limits')
  await limits.getByLabel('Requests a second').fill('50')
  await limits.getByRole('button', { name: 'Set limits' }).click()
  await expect(row).toContainText('50 a second, 10,000 a day')
  await expect(row).toContainText('of its own')

  await (await act('Suspend')).getByRole('button', { name: 'Suspend' }).click()
  await expect(row).toContainText('Suspended')
  await (await act('Let it go on')).getByRole('button', { name: 'Let it go on' }).click()
  await expect(row).not.toContainText('Suspended')

  await page.getByRole('button', { name: 'Invite to sign up' }).click()
  const invite = page.getByRole('dialog')
  const email = `iris-${organization.id.slice(0, 8)}@example.com`
  await invite.getByLabel('E-mail address').fill(email)
  await invite.getByRole('button', { name: 'Make the invitation' }).click()
  const link = await invite.getByRole('region', { name: 'Invitation link' }).innerText()
  await invite.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('table', { name: 'Invitations to sign up' })).toContainText(email)
  await expectAccessible(page)

  await context.clearCookies()
  await page.goto(link)
  await page.getByLabel('Your name').fill('Iris Invited')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Name your organization' })).toBeVisible()

  await signInAs(context, await addMember(organization, 'admin'))
  await openPage(page, '/installation', 'Installation')
  await expect(page.getByRole('main')).toContainText('This page is for operators of the installation')
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Installation' })).toHaveCount(
    0,
  )
})
