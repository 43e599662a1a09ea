/** Proves the reviewer's day: pictures side by side by keyboard, decisions with words, the queue, and two at once. */
import { expect, type Page } from '@playwright/test'
import {
  addMember,
  callConsole,
  openPage,
  PASSWORD,
  runSql,
  signInAs,
  type TestOrganization,
  test,
} from '../harness/console-page.ts'
import { expectAccessible } from '../harness/hosted-page.ts'
import { aPassportSession, aWaitingSession, SCRIPT } from '../harness/reviewed-sessions.ts'

/** The checks of a submission are real, and slow beside other work. */
const SUBMISSION_MS = 300_000
const CHECK_MS = 120_000

const pictures = (page: Page) => page.getByRole('region', { name: 'Pictures' })

interface Portrait {
  readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number }
  readonly turnDegrees: number
}

async function readPortrait({ id: organizationId, owner }: TestOrganization, id: string): Promise<Portrait> {
  const detail = await callConsole(owner, 'GET', `/console/organizations/${organizationId}/sessions/${id}`)
  return (detail as { extracted: { portrait: Portrait } }).extracted.portrait
}

test('a reviewer compares the pictures by keyboard, and rejects with a reason and a note', async ({
  page,
  context,
  organization,
}) => {
  test.setTimeout(SUBMISSION_MS)
  const { id, submit } = await aPassportSession(organization)
  const reviewer = await addMember(organization, 'reviewer', 'Rita Reviewer')
  await signInAs(context, reviewer)
  const listening = page.waitForResponse(/\/events\?/)
  let asked = 0
  page.on('request', (request) => {
    if (request.url().includes(`/sessions/${id}?`)) asked++
  })
  await openPage(page, `/sessions/${id}`, `Bianca ${SCRIPT}`)
  await expect(page.getByText('No pictures yet')).toBeVisible()
  await expect(page.getByText('Pending', { exact: true })).toBeVisible()
  await listening
  const submitting = submit()
  await expect(page.getByText(/shows the result by itself/)).toBeVisible({ timeout: CHECK_MS })
  await submitting
  await expect(page.getByText('Pending', { exact: true })).toHaveCount(0, { timeout: CHECK_MS })
  await expect(page.getByText('Left to a person by the rules')).toBeVisible({ timeout: CHECK_MS })
  // Told of each act of the applicant and of the check, and not asked by a timer.
  expect(asked).toBeLessThanOrEqual(9)

  const front = pictures(page).getByRole('group', { name: /^Front of ID/ })
  await expect(front.getByRole('img', { name: 'Front of ID' })).toBeVisible()
  await expect(pictures(page).getByRole('img', { name: 'Face in the selfie' })).toBeVisible()
  await expect(front.locator(`[data-watermark="${reviewer.email}"]`)).toBeVisible()
  await page.keyboard.press('o')
  await expect(front.getByText(/^Match [\d.]+$/)).toBeVisible()
  const { box, turnDegrees } = await readPortrait(organization, id)
  expect(turnDegrees).toBeCloseTo(-90, -1)
  // The photo of the specimen, in shares of the page on its side.
  const [across, down] = [box.left + box.width / 2, box.top + box.height / 2]
  expect(Math.abs(across - 0.59)).toBeLessThan(0.25)
  expect(Math.abs(down - 0.18)).toBeLessThan(0.14)
  const upright = await front.locator('[data-face]').boundingBox()
  await page.keyboard.press('+')
  await page.keyboard.press('r')
  await expect(front).toHaveAccessibleName('Front of ID, 125 %, turned by 90°')
  await page.keyboard.press(']')
  await page.keyboard.press('+')
  await page.keyboard.press('+')
  await expect(pictures(page).getByRole('group', { name: /^Selfie/ })).toHaveAccessibleName('Selfie, 156 %')
  await page.keyboard.press('0')
  const turned = await front.locator('[data-face]').boundingBox()
  expect(turned).toEqual(upright)
  // What the applicant replaced before it was submitted is gone.
  await expect(pictures(page).getByRole('button', { name: /^Replaced/ })).toHaveCount(0)

  await expect(page.getByText('The name on the document is not the name of the session.').first()).toBeVisible()
  await expect(page.getByText(`wanted Bianca ${SCRIPT}`)).toBeVisible()
  // What speaks against the applicant comes first.
  await expect(page.getByRole('region', { name: 'ID verification' }).getByRole('listitem').first()).toContainText(
    'Name',
  )
  await page.getByRole('button', { name: 'What this decision rests on' }).click()
  await expect(page.getByText('Faces count as one person from')).toBeVisible()
  await expect(page.getByText(/^[0-9a-f]{64}$/).first()).toBeVisible()
  expect(await page.evaluate('window.hacked')).toBeUndefined()
  await page.setViewportSize({ width: 320, height: 640 })
  await expectAccessible(page)
  await page.setViewportSize({ width: 1280, height: 800 })

  await page.keyboard.press('d')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('combobox', { name: 'Reason' })).toBeFocused()
  await expect(dialog.getByRole('button', { name: 'Reject' })).toBeDisabled()
  await dialog.getByRole('combobox', { name: 'Reason' }).selectOption('unreadable')
  await dialog.getByRole('textbox', { name: 'Note' }).fill('Not the name that we know her by.')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Rejected by Rita Reviewer')).toBeVisible()
  await expect(dialog).toBeHidden()
  await expect(page.getByText('Not the name that we know her by.')).toBeVisible()

  await page.getByRole('button', { name: 'Ask for new photos' }).click()
  const form = page.getByRole('dialog', { name: 'New session for this person' })
  await expect(form.getByLabel('Last name')).toHaveValue(SCRIPT)
  await expect(form.getByRole('textbox', { name: 'E-mail' })).toHaveValue('bianca@example.com')
  await expect(form.getByLabel('External id')).toHaveValue(SCRIPT)
  expect(page.url()).not.toContain('bianca')
  await page.goBack()

  await page.evaluate("dispatchEvent(new Event('beforeprint'))")
  await page.emulateMedia({ media: 'print' })
  const report = page.getByRole('article')
  await expect(report.getByRole('heading', { level: 1, name: 'Verification report' })).toBeVisible()
  await expect(page.getByRole('tab', { name: 'Review' })).toBeHidden()
  for (const words of [
    'Acme Bank',
    id,
    SCRIPT,
    'The document cannot be read (unreadable)',
    'File looked at: Selfie',
    'Step submitted: ID verification',
  ]) {
    await expect(report).toContainText(words)
  }
  await expect(report.getByRole('row', { name: /^Face match Passed/ })).toBeVisible()
  await expect(report.getByRole('img')).toHaveCount(0)
  await page.emulateMedia({ media: 'screen' })
  await page.evaluate("dispatchEvent(new Event('afterprint'))")
  await expect(report).toHaveCount(0)

  await page.getByRole('tab', { name: 'Timeline' }).click()
  await expect(page).toHaveURL(/tab=timeline/)
  await expect(page.getByText('File looked at: Selfie')).toBeVisible()
  for (const tab of ['Data', 'Raw']) {
    await page.getByRole('tab', { name: tab }).click()
    await expectAccessible(page)
  }
})

test('the queue leads from one session to the next, and says when nothing waits', async ({
  page,
  context,
  organization,
}) => {
  for (const [name, minutes] of [
    ['Oldest', 90],
    ['Middle', 60],
    ['Latest', 30],
  ] as const) {
    await aWaitingSession(organization, name, minutes)
  }
  const path = `/console/organizations/${organization.id}/review?limit=2`
  const { nextCursor } = (await callConsole(organization.owner, 'GET', path)) as { nextCursor: string }
  await signInAs(context, await addMember(organization, 'reviewer'))
  await openPage(page, '/review', 'Review')
  await expect(page.getByRole('row')).toHaveText([/Applicant/, /Oldest/, /Middle/, /Latest/])
  await page.getByText('Standalone 3').click()
  await page.getByRole('link', { name: 'Wanda Oldest' }).click()
  await expect(page).toHaveURL(/workflowId=standalone/)
  await page.getByRole('main').getByRole('link', { name: 'Review' }).click()
  await expect(page).toHaveURL(/\/review\?workflowId=standalone$/)
  await page.getByRole('button', { name: 'Start reviewing' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Wanda Oldest' })).toBeVisible()
  await page.keyboard.down('n')
  await expect(page.getByRole('heading', { level: 1, name: 'Wanda Middle' })).toBeVisible()
  // Held a moment too long: the same key again, as a repetition.
  await page.keyboard.down('n')
  await page.keyboard.up('n')
  await page.keyboard.press('a')
  await page.getByRole('dialog').getByRole('textbox', { name: 'Note' }).fill('Fine.')
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Wanda Latest' })).toBeVisible()
  await page.getByRole('button', { name: 'Skip' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Review' })).toBeVisible()
  await expect(page.getByRole('row')).toHaveText([/Applicant/, /Oldest/, /Latest/])

  await runSql("update sessions set status = 'REJECTED' where organization_id = $1 and submitted_at > $2", [
    organization.id,
    new Date(Date.now() - 45 * 60_000),
  ])
  await openPage(page, `/review?cursor=${encodeURIComponent(nextCursor)}`, 'Review')
  await page.getByRole('button', { name: 'First page' }).click()
  await expect(page.getByRole('row')).toHaveText([/Applicant/, /Oldest/])

  await page.evaluate("localStorage.setItem('openidv.single-keys', 'false')")
  await page.reload()
  await page.getByRole('button', { name: 'Start reviewing' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Wanda Oldest' })).toBeVisible()
  await page.keyboard.press('n')
  await page.keyboard.press('a')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1, name: 'Wanda Oldest' })).toBeVisible()

  await openPage(page, '/test/review', 'Review')
  await expect(page.getByText('Nothing waits for review')).toBeVisible()
  await expectAccessible(page)
})

test('of two reviewers the second sees the first, takes over, and the first is told who decided', async ({
  page,
  browser,
  context,
  organization,
}) => {
  const id = await aWaitingSession(organization, 'Shared', 5)
  await signInAs(context, await addMember(organization, 'reviewer', 'Sara Reviewer'))
  await openPage(page, `/sessions/${id}`, 'Wanda Shared')
  await page.keyboard.press('a')
  await page.getByRole('dialog').getByRole('textbox', { name: 'Note' }).fill('Looks right to me.')

  const second = await browser.newContext()
  await signInAs(second, await addMember(organization, 'reviewer', 'Omar Reviewer'))
  const other = await second.newPage()
  await openPage(other, `/sessions/${id}`, 'Wanda Shared')
  await expect(other.getByText('Sara Reviewer is reviewing this session')).toBeVisible()
  await expect(other.getByRole('button', { name: 'Approve' })).toBeDisabled()
  await other.getByRole('button', { name: 'More actions' }).click()
  const hindered = other.getByRole('menuitem', { name: /^Void session/ })
  await expect(hindered).toHaveAccessibleName(/Sara Reviewer is reviewing this session: take over first/)
  await expect(hindered).toHaveAttribute('aria-disabled', 'true')
  await expectAccessible(other, '[role="menuitem"]')
  await other.keyboard.press('Escape')
  await second.setOffline(true)
  await other.getByRole('button', { name: 'Take over' }).click()
  await expect(other.getByRole('alert').filter({ hasText: 'The session was not taken over' })).toBeVisible()
  await second.setOffline(false)
  await other.getByRole('button', { name: 'Take over' }).click()
  await other.getByRole('button', { name: 'Reject' }).click()
  await other.getByRole('combobox', { name: 'Reason' }).selectOption('other')
  await other.getByRole('textbox', { name: 'Note' }).fill('She is known to us.')
  await other.getByRole('dialog').getByRole('button', { name: 'Reject' }).click()
  await expect(other.getByText('Rejected by Omar Reviewer')).toBeVisible()
  await second.close()

  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText(/Omar Reviewer rejected this \d+ s ago/)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Show it as it is' }).click()
  await expect(page.getByText('Rejected by Omar Reviewer')).toBeVisible()
})

test('a sign-in that ends while a session is reviewed leads to the sign-in, and back to the session', async ({
  page,
  context,
  organization,
}) => {
  const id = await aWaitingSession(organization, 'Patient', 5)
  const reviewer = await addMember(organization, 'reviewer')
  await signInAs(context, reviewer)
  await openPage(page, `/sessions/${id}?queue=1`, 'Wanda Patient')
  await context.clearCookies()
  await page.getByRole('button', { name: 'Skip' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  await page.getByLabel('E-mail').fill(reviewer.email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Wanda Patient' })).toBeVisible()
})

test('a developer sees no person and no picture, and an unknown session says so', async ({
  page,
  context,
  organization,
}) => {
  const id = await aWaitingSession(organization, 'Secret', 5)
  await signInAs(context, await addMember(organization, 'developer'))
  await openPage(page, `/sessions/${id}`, 'W••• S•••')
  await expect(page.getByText('Pictures are not shown to your role')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Approve' })).toHaveCount(0)
  await page.getByRole('tab', { name: 'Raw' }).click()
  await expect(page.getByText(/masked for your role/)).toBeVisible()
  await page.evaluate("dispatchEvent(new Event('beforeprint'))")
  await expect(page.locator('[data-report]')).toContainText('masked for the role developer')
  expect(await page.content()).not.toContain('Secret')
  await page.evaluate("dispatchEvent(new Event('afterprint'))")
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'New session for this person' }).click()
  const form = page.getByRole('dialog', { name: 'New session for this person' })
  await expect(form.getByText(/^Your role does not show who the person is/)).toBeVisible()
  await expect(form.getByLabel('Last name')).toHaveValue('')
  await expectAccessible(page)
  await openPage(page, `/sessions/${organization.id}`, 'Session')
  await expect(page.getByText('There is no such session here')).toBeVisible()
  await expectAccessible(page)
})
