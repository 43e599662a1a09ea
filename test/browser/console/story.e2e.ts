/** The whole story in one go: from the printed address to a decided session, as somebody new lives it. */
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { expect } from '@playwright/test'
import { PASSWORD, test } from '../harness/console-page.ts'
import { agree, expectHeading, photosOfHolder, sendPhoto, startCheck } from '../harness/hosted-page.ts'
import { serverAddress } from '../harness/server-address.ts'

const runProgram = promisify(execFile)
const photos = await photosOfHolder()

/** The checks of a submitted session run in the server's own worker. */
const CHECKS_MS = 60_000

test('somebody new signs up, gets a key, runs the curl, is an applicant, and decides the session', async ({
  page,
  context,
}) => {
  test.setTimeout(240_000)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(serverAddress().baseUrl)
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  await page.getByRole('link', { name: /create an account|sign up/i }).click()
  await page.getByLabel('Your name').fill('Ada Lovelace')
  await page.getByLabel('E-mail').fill(`ada-${randomUUID()}@example.com`)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.getByLabel('Organization name').fill('Analytical Engines')
  await page.getByRole('button', { name: 'Create organization' }).click()

  await page.getByRole('button', { name: 'Copy request' }).click()
  const curl = await page.evaluate<string>('navigator.clipboard.readText()')
  const { stdout } = await runProgram('/bin/sh', ['-c', curl])
  const created: { id: string; session_url: string } = JSON.parse(stdout)
  await expect(page.getByText('Your first request has arrived.')).toBeVisible()

  const applicant = await context.newPage()
  await applicant.setViewportSize({ width: 390, height: 844 })
  await startCheck(applicant, created.session_url)
  await agree(applicant)
  await sendPhoto(applicant, photos.passport)
  await applicant.getByRole('button', { name: 'My passport has no back side' }).click()
  await sendPhoto(applicant, photos.selfie)
  await applicant.getByRole('button', { name: 'Submit' }).click()
  await expectHeading(applicant, 'Everything is submitted', CHECKS_MS)
  await applicant.close()

  await page.getByRole('link', { name: 'Open the console' }).click()
  // The passport is Anna Eriksson's and the session Jane Doe's, which the rules leave to a person.
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: /^Review/ })
    .click()
  await page.getByRole('link', { name: 'Jane Doe' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Jane Doe' })).toBeVisible()
  await expect(page.getByRole('main').getByRole('img').first()).toBeVisible()
  await page.getByRole('button', { name: 'Reject' }).click()
  const dialog = page.getByRole('dialog', { name: /Reject/ })
  await dialog.getByLabel('Reason').selectOption('mismatch')
  await dialog.getByLabel('Note').fill('The passport is somebody else’s.')
  await dialog.getByRole('button', { name: 'Reject' }).click()
  // It was the last one of the queue, and is decided in the list of sessions.
  await expect(page.getByText('Nothing waits for review')).toBeVisible()
  await page.getByRole('link', { name: 'Sessions' }).click()
  await expect(page.getByRole('row', { name: /Jane Doe/ }).getByText('Rejected')).toBeVisible()
})
