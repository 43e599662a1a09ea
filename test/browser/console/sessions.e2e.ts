/** Proves the list of sessions: creation, live changes, filters in the address, keys, bulk acts, masks, errors. */
import { expect, type Page } from '@playwright/test'
import { addMember, callConsole, openPage, signInAs, type TestOrganization, test } from '../harness/console-page.ts'
import { expectAccessible, startCheck } from '../harness/hosted-page.ts'

const ANNA = { firstName: 'Anna', lastName: 'Eriksson', email: 'anna.eriksson@example.com', phone: '+15192223367' }

function create(organization: TestOrganization, change: object = {}, environment = 'live') {
  const path = `/console/organizations/${organization.id}/sessions?environment=${environment}`
  return callConsole(organization.owner, 'POST', path, { ...ANNA, ...change }) as Promise<{ id: string; url: string }>
}

function rows(page: Page) {
  return page.getByRole('table', { name: 'Sessions' }).getByRole('row')
}

test('a member creates a session, copies its link, and the list shows what happens to it by itself', async ({
  page,
  context,
  organization,
}) => {
  // Three states are looked at in both themes.
  test.setTimeout(240_000)
  // As on a page that is not served over https.
  await page.addInitScript('delete Navigator.prototype.clipboard')
  await signInAs(context, organization.owner)
  await openPage(page, '/sessions', 'Sessions')
  await expect(page.getByText('No sessions yet')).toBeVisible()
  await expect(page.getByRole('region', { name: 'command' })).toContainText('/v1/sessions')
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Create session' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Create session' })
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(dialog.getByText('Enter the first name')).toBeVisible()
  await dialog.getByLabel('First name').fill('<script>alert(1)</script>')
  await dialog.getByLabel('Last name').fill('Eriksson')
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill('anna@example.com')
  await dialog.getByLabel('Phone').fill('+15192223333')
  await dialog.getByLabel('Send the link by e-mail').check({ force: true })
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(dialog.getByRole('img', { name: /on a phone/ })).toBeVisible()
  await expect(dialog.getByText('on its way to the applicant by e-mail')).toBeVisible()
  const link = await dialog.getByRole('link', { name: 'Open as applicant' }).getAttribute('href')
  expect(link).toMatch(/\/v\/[\w-]{43}$/)
  await expectAccessible(page)
  const copy = dialog.getByRole('button', { name: /^(Copy link|Copied)$/ })
  await copy.click()
  await expect(dialog.getByText('Copied link')).toHaveCount(1)
  await page.evaluate('document.execCommand = () => false')
  await copy.click()
  await expect(page.getByRole('alert').filter({ hasText: 'The browser did not let us copy' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.mouse.click(5, 400)
  await expect(copy).toBeVisible()
  await dialog.getByRole('button', { name: 'Done' }).click()
  const search = page.getByRole('searchbox', { name: 'Search sessions' })
  await search.press('Control+v')
  await expect(search).toHaveValue(link ?? '')
  await search.fill('')

  const mailbox = await context.newPage()
  await mailbox.goto(new URL('/dev/mail', page.url()).href)
  await expect(mailbox.getByRole('link', { name: link ?? '' })).toBeVisible()
  await expectAccessible(mailbox)
  await mailbox.getByRole('link', { name: 'Show as HTML' }).first().click()
  await expect(mailbox.getByRole('link', { name: 'Verify my identity' })).toHaveAttribute('href', link ?? '')
  await expectAccessible(mailbox)
  await mailbox.close()

  await expect(rows(page).nth(1)).toContainText('<script>alert(1)</script> Eriksson')
  await expect(rows(page).nth(1)).toContainText('Not opened')
  const secret = link?.split('/').at(-1)
  const opened = await context.request.post(new URL('/hosted/open', page.url()).href, { data: { secret } })
  expect(opened.ok()).toBe(true)
  await expect(rows(page).nth(1)).toContainText('Opened', { timeout: 4_000 })
})

test('a session’s page sends its invitation again and makes a new link', async ({ page, context, organization }) => {
  const { id, url } = await create(organization, { invitesByMail: true, invitesByPhone: true })
  await signInAs(context, organization.owner)
  await openPage(page, `/sessions/${id}?tab=data`, 'Anna Eriksson')
  const list = page.getByRole('listitem').filter({ hasText: /E-mail|Text message/ })
  await expect(list).toHaveText([/Sent.*(E-mail|Text message)/, /Sent.*(E-mail|Text message)/])
  await page.getByRole('button', { name: 'Send by text message' }).click()
  await expect(list).toHaveCount(3)
  await expect(list.first()).toContainText('Sent')
  await expectAccessible(page)

  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'New link for the applicant' }).click()
  await page.getByRole('dialog', { name: 'Make a new link?' }).getByRole('button', { name: 'Make a new link' }).click()
  const dialog = page.getByRole('dialog', { name: 'New link' })
  const link = (await dialog.getByRole('link', { name: 'Open as applicant' }).getAttribute('href')) ?? ''
  expect([/\/v\/[\w-]{43}$/.test(link), link === url]).toEqual([true, false])
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Done' }).click()

  await page.goto(url)
  await expect(page.getByRole('heading', { name: 'There is a newer link' })).toBeVisible()
  await expectAccessible(page)
  await startCheck(page, link)
  await expect(page.getByRole('heading', { name: /asks you to confirm who you are/ })).toBeVisible()
})

test('filters, saved views and search stand in the address; keys lead through the rows', async ({
  page,
  context,
  organization,
}) => {
  await create(organization)
  const voided = await create(organization, { firstName: 'Vera', lastName: 'Voided', email: 'vera@example.com' })
  await callConsole(organization.owner, 'POST', `/console/organizations/${organization.id}/sessions/${voided.id}/void`)
  await signInAs(context, organization.owner)
  await openPage(page, '/sessions?status=%5B%22VOIDED%22%5D', 'Sessions')
  await expect(rows(page)).toHaveCount(2)
  await expect(rows(page).nth(1)).toContainText('Vera Voided')
  await page.getByRole('button', { name: 'Clear', exact: true }).click()
  await expect(rows(page)).toHaveCount(3)

  await page.getByRole('heading', { name: 'Sessions' }).click()
  await page.keyboard.press('/')
  await page.keyboard.type('eriks')
  await expect(page).toHaveURL(/q=eriks/)
  await expect(rows(page)).toHaveCount(2)
  await page.keyboard.press('Escape')
  await page.getByRole('searchbox', { name: 'Search sessions' }).fill('nobody')
  await expect(page.getByText('No sessions match these filters')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Clear filters' }).click()

  await page.getByRole('navigation', { name: 'Saved views' }).getByRole('link', { name: 'Needs review' }).click()
  await expect(page).toHaveURL(/SUBMITTED/)
  await expect(page.getByText('No sessions match these filters')).toBeVisible()
  await page.goBack()
  await expect(rows(page)).toHaveCount(3)

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export CSV' }).click()
  expect((await download).suggestedFilename()).toBe('sessions.csv')
  await page.getByRole('heading', { name: 'Sessions' }).click()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/sessions\/[0-9a-f-]{36}$/)
})

test('chosen sessions are voided after a question, and pages follow the address', async ({
  page,
  context,
  organization,
}) => {
  for (let count = 0; count < 27; count++) await create(organization, { externalId: `order-${count}` }, 'sandbox')
  await signInAs(context, organization.owner)
  await openPage(page, '/test/sessions', 'Sessions')
  await expect(rows(page)).toHaveCount(26)
  await expect(page.getByText('27 sessions')).toBeVisible()
  await page.getByRole('button', { name: 'Next page' }).click()
  await expect(rows(page)).toHaveCount(3)
  await page.getByRole('checkbox', { name: 'Choose all on this page' }).check()
  await expect(page.getByText('2 sessions chosen')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Void', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Void 2 sessions?' })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await dialog.getByRole('button', { name: 'Void 2 sessions' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(rows(page).nth(1)).toContainText('Voided')
  await expect(rows(page).nth(2)).toContainText('Voided')
  await page.getByLabel('Per page').selectOption('50 per page')
  await expect(rows(page)).toHaveCount(28)
  const head = page.getByRole('columnheader', { name: 'Applicant' })
  await rows(page).last().scrollIntoViewIfNeeded()
  await expect(head).toBeInViewport()
  await page.setViewportSize({ width: 1000, height: 800 })
  await expect(page.getByRole('region', { name: 'Sessions, scrolls sideways' })).toBeVisible()
})

test('a developer is shown masked applicants', async ({ page, context, organization }) => {
  await create(organization)
  await signInAs(context, await addMember(organization, 'developer'))
  await openPage(page, '/sessions', 'Sessions')
  await expect(rows(page).nth(1)).toContainText('A••• E•••')
  await expect(page.locator('body')).not.toContainText('Eriksson')
  await expect(page.getByText('Your role does not show who applicants are')).toBeVisible()
  await page.setViewportSize({ width: 320, height: 640 })
  await expect(page.getByRole('region', { name: 'Sessions, scrolls sideways' })).toHaveCount(0)
  await expect(page.getByRole('checkbox', { name: 'Choose all on this page' })).toBeVisible()
  await expectAccessible(page)
})
