/** Proves the hosted page from the applicant's side of the glass: the whole way, and every way to leave it. */
import { expect } from '@playwright/test'
import {
  agree,
  createSession,
  expectAccessible,
  expectHeading,
  photosOfHolder,
  readStatus,
  sendPhoto,
  startCheck,
  test,
} from './harness/hosted-page.ts'

/** The server answers a submitted step within 25 s; a verdict that takes longer is polled for. */
const CHECKS_MS = 60_000

/** What the focused element is called, as far as these pages need it. */
const FOCUSED_LABEL =
  '(({ ariaLabel, labels, textContent }) => ariaLabel ?? labels?.[0]?.textContent ?? textContent)(document.activeElement)'

const photos = await photosOfHolder()

test('a person is verified from link to decision, and each screen is accessible', { tag: '@desktop' }, async ({
  page,
}) => {
  const session = await createSession('live')
  await page.goto(session.url)
  await expectHeading(page, 'Identity check for Northwind Bank')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Start' }).click()
  await expectHeading(page, 'Northwind Bank asks you to confirm who you are')
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Agree and continue' }).click()
  await expect(page.getByRole('alert')).toContainText('Tick the box')
  await expect(page.getByRole('checkbox')).toBeFocused()
  await expectAccessible(page)
  await agree(page)
  await expectAccessible(page)

  await page.getByLabel('Choose a photo', { exact: true }).setInputFiles(photos.passport)
  await expectHeading(page, 'Is everything sharp and readable?')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Looks good' }).click()

  await expectHeading(page, 'Back of your ID')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'My passport has no back side' }).click()

  await expectHeading(page, 'Photo of your face')
  await expectAccessible(page)
  await sendPhoto(page, photos.selfie)

  await expectHeading(page, 'Ready to send')
  await expect(page.getByRole('listitem').filter({ hasText: 'Back of your ID' }).last()).toContainText('Left out')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Submit' }).click()
  await expectHeading(page, 'Checking your photos')

  await expectHeading(page, 'You are verified', CHECKS_MS)
  await expectAccessible(page)
  expect(await readStatus(session, 'live')).toBe('VERIFIED')

  await page.reload()
  await expectHeading(page, 'You are verified')
  await expectAccessible(page)
})

test('the secret leaves the address bar, and a reload goes on where the applicant was', async ({ page }) => {
  const session = await createSession()
  await startCheck(page, session.url)
  await agree(page)
  expect(new URL(page.url()).pathname).toBe(`/verify/${session.id}`)
  await sendPhoto(page, photos.passport)
  await expectHeading(page, 'Back of your ID')

  await page.reload()
  await expectHeading(page, 'Back of your ID')
  await page.goto(session.url)
  await expectHeading(page, 'Back of your ID')
  await page.getByRole('button', { name: 'Back', exact: true }).click()
  await expectHeading(page, 'Front of your ID')
  await page.getByRole('button', { name: 'Keep it' }).click()
  await expectHeading(page, 'Back of your ID')
})

test('what was left out is not asked for again after a reload', async ({ page }) => {
  await startCheck(page, (await createSession()).url)
  await agree(page)
  await sendPhoto(page, photos.passport)
  await page.getByRole('button', { name: 'My passport has no back side' }).click()
  await expectHeading(page, 'Photo of your face')
  await page.reload()
  await expectHeading(page, 'Photo of your face')
})

test('the browser’s Back goes back inside the flow, and asks before it leaves', async ({ page }) => {
  await startCheck(page, (await createSession()).url)
  await agree(page)
  await page.getByLabel('Choose a photo', { exact: true }).setInputFiles(photos.passport)
  await expectHeading(page, 'Is everything sharp and readable?')
  await page.goBack()
  await expectHeading(page, 'Front of your ID')
  await page.goBack()
  await expect(page.getByRole('dialog')).toContainText('Do you want to leave?')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Stay here' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByRole('heading', { name: 'Front of your ID' })).toBeVisible()
})

test('a photo can be changed before it is submitted', async ({ page }) => {
  await startCheck(page, (await createSession()).url)
  await agree(page)
  await sendPhoto(page, photos.selfie)
  await page.getByRole('button', { name: 'My passport has no back side' }).click()
  await expectHeading(page, 'Photo of your face')
  await sendPhoto(page, photos.selfie)
  await page.getByRole('button', { name: 'Change: Front of your ID' }).click()
  await expectHeading(page, 'Front of your ID')
  await expectAccessible(page)
  await sendPhoto(page, photos.passport)
  await expectHeading(page, 'Ready to send')
})

test('the whole way works with the keyboard alone', { tag: '@keyboard' }, async ({ page }) => {
  // Listened for from the start: the browser must know before the key that choosers are ours to answer.
  let answer = photos.passport
  page.on('filechooser', (chooser) => void chooser.setFiles(answer))
  await page.goto((await createSession()).url)
  await expectHeading(page, /^Identity check for/)
  const { keyboard } = page

  const pressTabTo = async (name: string) => {
    for (let presses = 0; presses < 12; presses += 1) {
      await keyboard.press('Tab')
      const label = await page.evaluate(FOCUSED_LABEL)
      if (String(label).includes(name)) return
    }
    throw new Error(`Tab never reaches ${name}`)
  }
  const chooseByKey = async (file: typeof photos.passport) => {
    answer = file
    await pressTabTo('Choose a photo')
    await keyboard.press('Space')
    // The look at the photo takes the focus to its heading when it appears.
    await expect(page.getByRole('button', { name: 'Looks good' })).toBeVisible()
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
    await pressTabTo('Looks good')
    await keyboard.press('Enter')
  }

  await pressTabTo('Start')
  await keyboard.press('Enter')
  await expectHeading(page, /confirm who you are/)
  await pressTabTo('How your data is used')
  await keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByRole('button', { name: 'How your data is used' })).toBeFocused()

  await pressTabTo('I agree')
  await keyboard.press('Space')
  await pressTabTo('Agree and continue')
  await keyboard.press('Enter')
  await expectHeading(page, 'Front of your ID')
  await chooseByKey(photos.passport)
  await expectHeading(page, 'Back of your ID')
  await pressTabTo('My passport has no back side')
  await keyboard.press('Enter')
  await expectHeading(page, 'Photo of your face')
  await chooseByKey(photos.selfie)
  await expectHeading(page, 'Ready to send')
  await pressTabTo('Submit')
  await keyboard.press('Enter')
  await expectHeading(page, 'You are verified', CHECKS_MS)
})

test('who does not agree ends calmly, and can still agree', async ({ page }) => {
  const session = await createSession('sandbox', 'https://shop.example/back?order=7')
  await startCheck(page, session.url)
  await page.getByRole('button', { name: 'I don’t agree' }).click()
  await expectHeading(page, 'You did not agree')
  await expectAccessible(page)
  const way = page.getByRole('link', { name: 'Go to Northwind Bank' })
  await expect(way).toHaveAttribute('href', /^https:\/\/shop\.example\/back\?order=7&session_id=.*status=abandoned/)
  await page.getByRole('button', { name: 'Read it again' }).click()
  await agree(page)
})

test('the way back to the organization can be put off, and carries the contract’s parameters', async ({ page }) => {
  const session = await createSession('sandbox', 'https://shop.example/back?order=7')
  await startCheck(page, session.url)
  await agree(page)
  await sendPhoto(page, photos.passport)
  await page.getByRole('button', { name: 'My passport has no back side' }).click()
  await sendPhoto(page, photos.selfie)
  await page.getByRole('button', { name: 'Submit' }).click()
  await page.getByRole('button', { name: 'Stay on this page' }).click({ timeout: CHECKS_MS })
  await expect(page.getByText(/^You go back to/)).toBeHidden()
  const way = page.getByRole('link', { name: 'Go back to Northwind Bank' })
  await expect(way).toHaveAttribute(
    'href',
    new RegExp(`order=7&session_id=${session.id}&sessionId=${session.id}&status=`),
  )
  await expectAccessible(page)
})

test('help tells how to go on later and names the session', { tag: '@desktop' }, async ({ page }) => {
  const session = await createSession()
  await startCheck(page, session.url)
  await page.getByRole('button', { name: 'Help' }).click()
  await expect(page.getByRole('dialog')).toContainText(session.id)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
})
