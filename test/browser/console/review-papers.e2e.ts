/** Proves that a reviewer sees consents, forms, documents and prompts, and that who may not sees none of them. */
import { expect } from '@playwright/test'
import { pdfFile } from '../../fixtures/pdf.ts'
import { addMember, openPage, signInAs, test } from '../harness/console-page.ts'
import { expectAccessible } from '../harness/hosted-page.ts'
import { aPaperSession, SCRIPT } from '../harness/reviewed-sessions.ts'

/** The checks of a submission are real, and slow beside other work. */
const SUBMISSION_MS = 300_000

test('a consent, documents, prompts and a form are shown with their files, and masked for a developer', async ({
  page,
  context,
  organization,
}) => {
  test.setTimeout(SUBMISSION_MS)
  const id = await aPaperSession(organization)
  await signInAs(context, await addMember(organization, 'reviewer', 'Rita Reviewer'))
  await openPage(page, `/sessions/${id}`, 'Paula Papers')
  const step = (name: string) => page.getByRole('region', { name, exact: true })
  await expect(step('Consent text')).toContainText('agreed as Paula Papers, text version')
  await expect(step('Consent text').getByRole('img', { name: 'Signature' })).toBeVisible()
  await expect(step('Document upload')).toContainText('A person has to look at the uploaded files.')
  await expect(step('Custom prompt')).toContainText('Hold up 3 fingers')
  await expect(step('Custom form')).toContainText('5 of 5 answered')
  for (const words of ['Do you own a home?', 'Yes', '54,000.50', 'Red, Blue', SCRIPT, 'deed.jpg', 'Amount of money']) {
    await expect(step('Custom form')).toContainText(words)
  }
  const files = page.getByRole('region', { name: 'Files' })
  for (const name of ['Proof of address', 'Hold up 3 fingers', 'Deed']) {
    await expect(files.getByRole('img', { name })).toBeVisible()
  }
  await files.getByRole('button', { name: 'Zoom into Deed' }).click()
  await expect(files.getByRole('group', { name: /^Deed/ })).toHaveAccessibleName('Deed, 125 %')
  expect(await page.evaluate('window.hacked')).toBeUndefined()
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 800 })
  await expectAccessible(page)
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.evaluate("dispatchEvent(new Event('beforeprint'))")
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('article')).toContainText('Answers to the form')
  await page.emulateMedia({ media: 'screen' })
  await page.evaluate("dispatchEvent(new Event('afterprint'))")

  await signInAs(context, await addMember(organization, 'developer'))
  await openPage(page, `/sessions/${id}`, 'P••• P•••')
  await expect(step('Custom form')).toContainText('Do you own a home?')
  await expect(step('Custom form').getByText('•••').first()).toBeVisible()
  await expect(page.getByRole('region', { name: 'Files' })).toHaveCount(0)
  expect(await page.content()).not.toContain('54,000.50')
})

test('a PDF is shown page by page and saved, never opened', async ({ page, context, organization }) => {
  test.setTimeout(SUBMISSION_MS)
  const id = await aPaperSession(organization, { pdf: pdfFile({ pages: 2 }) })
  await signInAs(context, organization.owner)
  await openPage(page, `/sessions/${id}`, 'Paula Papers')
  await expect(page.getByRole('region', { name: 'Document upload' })).toContainText('PDF, 2 pages')
  const files = page.getByRole('region', { name: 'Files' })
  await expect(files.getByRole('img', { name: 'Proof of address, page 1 of 2' })).toBeVisible()
  await files.getByRole('button', { name: 'Next page of Proof of address' }).click()
  await expect(files.getByRole('img', { name: 'Proof of address, page 2 of 2' })).toBeVisible()
  const saving = page.waitForEvent('download')
  await files.getByRole('button', { name: 'Save PDF: Proof of address' }).click()
  expect((await saving).suggestedFilename()).toBe('proof-of-address.pdf')
  await expectAccessible(page)
})
