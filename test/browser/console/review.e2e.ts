/** Proves the reviewer's day: pictures side by side by keyboard, decisions with words, the queue, and two at once. */
import { expect, type Page } from '@playwright/test'
import { addMember, openPage, signInAs, test } from '../harness/console-page.ts'
import { expectAccessible } from '../harness/hosted-page.ts'
import { aPassportSession, aWaitingSession, SCRIPT } from '../harness/reviewed-sessions.ts'

/** The checks of a submission are real, and slow beside other work. */
const SUBMISSION_MS = 240_000
const CHECK_MS = 120_000

const pictures = (page: Page) => page.getByRole('region', { name: 'Pictures' })

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
  await submit()
  await expect(page.getByText('Pending', { exact: true })).toHaveCount(0)
  await expect(page.getByText(/shows the result by itself/)).toBeVisible()
  await expect(page.getByText('Left to a person by the rules')).toBeVisible({ timeout: CHECK_MS })
  // Told of each act of the applicant and of the check, and not asked by a timer.
  expect(asked).toBeLessThanOrEqual(9)

  const front = pictures(page).getByRole('group', { name: /^Front of ID/ })
  await expect(front.getByRole('img', { name: 'Front of ID' })).toBeVisible()
  await expect(pictures(page).getByRole('img', { name: 'Face in the selfie' })).toBeVisible()
  await expect(front.locator(`[data-watermark="${reviewer.email}"]`)).toBeVisible()
  await page.keyboard.press('+')
  await page.keyboard.press('r')
  await expect(front).toHaveAccessibleName('Front of ID, 125 %, turned by 90°')
  await page.keyboard.press(']')
  await page.keyboard.press('+')
  await page.keyboard.press('+')
  await expect(pictures(page).getByRole('group', { name: /^Selfie/ })).toHaveAccessibleName('Selfie, 156 %')
  await page.keyboard.press('0')
  await pictures(page).getByRole('button', { name: 'Replaced 1' }).click()
  await expect(pictures(page).getByText('replaced', { exact: true })).toBeVisible()
  await expect(front.getByRole('img', { name: 'Front of ID' })).toBeVisible()

  await expect(page.getByText('The name on the document is not the name of the session.').first()).toBeVisible()
  await expect(page.getByText(`The session says ${SCRIPT}.`)).toBeVisible()
  expect(await page.evaluate('window.hacked')).toBeUndefined()
  await expectAccessible(page)
  await page.setViewportSize({ width: 320, height: 640 })
  await expectAccessible(page)
  await page.setViewportSize({ width: 1280, height: 800 })

  await page.keyboard.press('d')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('combobox', { name: 'Reason' })).toBeFocused()
  await expect(dialog.getByRole('button', { name: 'Reject' })).toBeDisabled()
  await expectAccessible(page)
  await dialog.getByRole('combobox', { name: 'Reason' }).selectOption('mismatch')
  await dialog.getByRole('textbox', { name: 'Note' }).fill('Not the name that we know her by.')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Rejected by Rita Reviewer')).toBeVisible()
  await expect(dialog).toBeHidden()
  await expect(page.getByText('Not the name that we know her by.')).toBeVisible()

  await page.getByRole('tab', { name: 'Timeline' }).click()
  await expect(page).toHaveURL(/tab=timeline/)
  await expect(page.getByText('Picture looked at: Selfie')).toBeVisible()
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
  await signInAs(context, await addMember(organization, 'reviewer'))
  await openPage(page, '/review', 'Review')
  await expect(page.getByRole('row')).toHaveText([/Applicant/, /Oldest/, /Middle/, /Latest/])
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Start reviewing' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Wanda Oldest' })).toBeVisible()
  await page.keyboard.press('n')
  await expect(page.getByRole('heading', { level: 1, name: 'Wanda Middle' })).toBeVisible()
  await page.keyboard.press('a')
  await page.getByRole('dialog').getByRole('textbox', { name: 'Note' }).fill('Fine.')
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Wanda Latest' })).toBeVisible()
  await page.getByRole('button', { name: 'Skip' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Review' })).toBeVisible()
  await expect(page.getByRole('row')).toHaveText([/Applicant/, /Oldest/, /Latest/])

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
  await other.getByRole('button', { name: 'Take over' }).click()
  await other.getByRole('button', { name: 'Reject' }).click()
  await other.getByRole('combobox', { name: 'Reason' }).selectOption('other')
  await other.getByRole('textbox', { name: 'Note' }).fill('She is known to us.')
  await other.getByRole('dialog').getByRole('button', { name: 'Reject' }).click()
  await expect(other.getByText('Rejected by Omar Reviewer')).toBeVisible()
  await second.close()

  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByRole('alert')).toContainText(/Omar Reviewer rejected this \d+ s ago/)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Show it as it is' }).click()
  await expect(page.getByText('Rejected by Omar Reviewer')).toBeVisible()
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
  expect(await page.content()).not.toContain('Secret')
  await openPage(page, `/sessions/${organization.id}`, 'Session')
  await expect(page.getByText('There is no such session here')).toBeVisible()
  await expectAccessible(page)
})
