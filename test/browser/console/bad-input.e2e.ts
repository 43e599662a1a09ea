/** Proves that odd names are shown as the text that they are, that a pasted megabyte freezes nothing, and that guessing is slowed down. */
import { expect } from '@playwright/test'
import { callConsole, openPage, PASSWORD, runSql, signInAs, test } from '../harness/console-page.ts'
import { expectFits } from '../harness/hosted-page.ts'
import { SCRIPT } from '../harness/reviewed-sessions.ts'
import { serverAddress } from '../harness/server-address.ts'

/** Written backwards, and with a gap of no width in it. */
const HIDING = '\u202Ennairb\u202Ct\u200Bail'
const SHOWN = '[U+202E]nnairb[U+202C]t[U+200B]ail'

test('script and hidden characters in any field of an applicant are text in lists, queue, detail and title', async ({
  page,
  context,
  organization,
}) => {
  const sessions = `/console/organizations/${organization.id}/sessions?environment=live`
  const person = { firstName: SCRIPT, lastName: HIDING, email: 'odd@example.com', externalId: `${SCRIPT}${HIDING}` }
  const { id } = (await callConsole(organization.owner, 'POST', sessions, person)) as { id: string }
  const reason = { code: 'NAME_MISMATCH', severity: 'HIGH' }
  await runSql(
    `update sessions set status = 'SUBMITTED', progress = 'COMPLETED', submitted_at = now(), decision_reasons = $2,
       meta_data = $3 where id = $1`,
    [id, JSON.stringify([reason]), JSON.stringify({ applicantSubmissionDevice: `${SCRIPT}${HIDING}` })],
  )
  await signInAs(context, organization.owner)
  const name = `${SCRIPT} ${SHOWN}`
  await openPage(page, '/', 'Home')
  await expect(page.getByRole('table', { name: 'Recent sessions' })).toContainText(name)
  await openPage(page, '/sessions', 'Sessions')
  await expect(page.getByRole('link', { name })).toBeVisible()
  await expect(page.getByRole('checkbox', { name: `Choose ${name}` })).toBeVisible()
  await openPage(page, '/review', 'Review')
  await expect(page.getByRole('row', { name })).toContainText(
    'The name on the document is not the name of the session.',
  )
  await openPage(page, `/sessions/${id}`, name)
  await expect(page).toHaveTitle(`${name} – OpenIDV`)
  for (const tab of ['Data', 'Timeline', 'Raw']) {
    await page.getByRole('tab', { name: tab }).click()
    await expect(page.getByRole('tabpanel')).toBeVisible()
    expect(await page.content()).not.toMatch(/[\u202E\u202C\u200B]/)
    if (tab === 'Data') await expect(page.getByRole('tabpanel')).toContainText(`${SCRIPT}${SHOWN}`)
    if (tab === 'Raw') await expect(page.getByRole('tabpanel')).toContainText('\\u202ennairb')
  }
  await page.keyboard.press('a')
  await expect(page.getByRole('dialog', { name: `Approve ${name}` })).toBeVisible()
  expect(await page.evaluate('window.hacked')).toBeUndefined()
})

test('a megabyte that is pasted into a name is cut or refused beside its field, and the page goes on', async ({
  page,
  context,
  organization,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await signInAs(context, organization.owner)
  await openPage(page, '/settings/organization', 'Organization')
  await page.evaluate('navigator.clipboard.writeText("x".repeat(1_000_000))')
  const paste = async (label: string, most: number) => {
    const field = page.getByRole('textbox', { name: label, exact: true })
    await field.focus()
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Control+v')
    await expect(field).toHaveValue('x'.repeat(most))
  }
  await paste('Name', 200)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('x'.repeat(200)).first()).toBeVisible()
  await expectFits(page)
  await openPage(page, '/sessions', 'Sessions')
  await page.getByRole('button', { name: 'Create session' }).first().click()
  await paste('First name', 200)
  await paste('Redirect URL', 2048)
  await page.getByRole('dialog').getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByRole('dialog')).toContainText('Enter the last name')
})

test('after ten wrong passwords the sign-in says how long to wait, for a known address and an unknown one', async ({
  page,
  organization,
}) => {
  const { baseUrl } = serverAddress()
  try {
    for (const email of [organization.owner.email, `nobody-${organization.id}@example.com`]) {
      const guess = { data: { email, password: 'not the right password' }, headers: { origin: baseUrl } }
      for (let count = 0; count < 10; count += 1) await page.request.post(`${baseUrl}/api/auth/sign-in/email`, guess)
      await openPage(page, '/sign-in', 'Sign in')
      await page.getByLabel('E-mail').fill(email)
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
      await page.getByRole('button', { name: 'Continue' }).click()
      await expect(page.getByRole('alert')).toContainText('Too many tries. Wait 5 minutes or reset your password.')
    }
  } finally {
    // Every test comes from the same address.
    await runSql('delete from auth_tries')
  }
})
