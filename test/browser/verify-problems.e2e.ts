/** Proves what the hosted page says when something is wrong: the link, the photo or the connection. */
import { writeFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import sharp from 'sharp'
import {
  agree,
  createSession,
  expectAccessible,
  expectHeading,
  expireSession,
  type PickedFile,
  photosOfHolder,
  sendPhoto,
  startCheck,
  test,
} from './harness/hosted-page.ts'
import { serverAddress } from './harness/server-address.ts'

test('a link that nobody made leads to a calm page', { tag: '@desktop' }, async ({ page }) => {
  await page.goto(`${serverAddress().baseUrl}/v/nobody-made-this`)
  await expectHeading(page, 'This link does not work')
  await expectAccessible(page)
})

test('a session is not shown to a browser that did not open its link', async ({ page, browser }) => {
  const session = await createSession()
  const first = await browser.newPage()
  await startCheck(first, session.url)
  await expectHeading(first, /confirm who you are/)
  await first.close()

  await page.goto(session.url)
  await expectHeading(page, 'This link was already opened')
  await expectAccessible(page)
  await page.goto(`${serverAddress().baseUrl}/verify/${session.id}`)
  await expectHeading(page, 'This link does not work')
})

test('a link that a program opened, scripts and all, still opens for the applicant, who may close the browser', async ({
  page,
  browser,
}) => {
  const session = await createSession()
  const scanner = await browser.newContext()
  const visited = await scanner.newPage()
  await visited.goto(session.url)
  await expectHeading(visited, 'Identity check for Northwind Bank')
  await visited.reload()
  await scanner.close()

  await startCheck(page, session.url)
  await expectHeading(page, /confirm who you are/)
  // A browser that is closed drops the cookies that have no end.
  const cookies = await page.context().cookies()
  expect(cookies.map(({ expires }) => expires)).not.toContain(-1)
  await page.goto(session.url)
  await expectHeading(page, /confirm who you are/)
})

test('a session that is over says so, before it is opened and in the middle', async ({ page }) => {
  const late = await createSession()
  await expireSession(late)
  await page.goto(late.url)
  await expectHeading(page, 'This link is no longer valid')
  await expectAccessible(page)

  const begun = await createSession()
  await startCheck(page, begun.url)
  await agree(page)
  await expireSession(begun)
  await sendPhoto(page, (await photosOfHolder()).passport)
  await expectHeading(page, 'This link is no longer valid')
})

const SMALL = sharp({ create: { width: 20, height: 20, channels: 3, background: '#808080' } })

const WRONG_FILES: ReadonlyArray<{
  what: string
  file: () => Promise<PickedFile | string>
  says: string
  isSent: boolean
}> = [
  {
    what: 'a text that calls itself a photo',
    file: async () => ({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('not a photo') }),
    says: 'This photo can’t be read.',
    isSent: false,
  },
  {
    what: 'a PDF',
    file: async () => ({ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') }),
    says: 'This file can’t be used.',
    isSent: false,
  },
  {
    what: 'a photo of more than 15 MB',
    // The browser reads it itself: handed over as bytes, so much takes longer than a click may.
    file: async () => {
      const path = test.info().outputPath('a.png')
      await writeFile(path, Buffer.alloc(16 * 1024 * 1024))
      return path
    },
    says: 'This photo is larger than 15 MB.',
    isSent: false,
  },
  {
    what: 'a photo that only the server finds too small',
    file: async () => ({ name: 'a.png', mimeType: 'image/png', buffer: await SMALL.png().toBuffer() }),
    says: 'This photo can’t be read.',
    isSent: true,
  },
]

for (const { what, file, says, isSent } of WRONG_FILES) {
  test(`${what} is refused in plain words, and another photo goes through`, async ({ page }) => {
    const { passport } = await photosOfHolder()
    await startCheck(page, (await createSession()).url)
    await agree(page)
    await page.getByLabel('Choose a photo', { exact: true }).setInputFiles(await file())
    if (isSent) await page.getByRole('button', { name: 'Looks good' }).click()
    await expect(page.getByRole('alert')).toContainText(says)
    if (isSent) await expectAccessible(page)
    await sendPhoto(page, passport)
    await expectHeading(page, 'Back of your ID')
  })
}

test('a photo is kept while the connection is gone, and sent by itself when it is back', async ({ page, context }) => {
  const { passport } = await photosOfHolder()
  await startCheck(page, (await createSession()).url)
  await agree(page)
  await context.setOffline(true)
  await sendPhoto(page, passport)
  await expect(page.getByRole('alert')).toContainText('sent again by itself')
  await expectAccessible(page)
  await context.setOffline(false)
  await expectHeading(page, 'Back of your ID')
})

test('a server that cannot be reached can be tried again, and nothing is lost', async ({ page, context }) => {
  await startCheck(page, (await createSession()).url)
  await agree(page)
  await page.reload()
  await expectHeading(page, 'Front of your ID')
  await sendPhoto(page, (await photosOfHolder()).passport)
  await page.getByRole('button', { name: 'My passport has no back side' }).click()
  await sendPhoto(page, (await photosOfHolder()).selfie)
  await expectHeading(page, 'Ready to send')
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Submit' }).click()
  await expectHeading(page, 'We cannot reach the server')
  await expectAccessible(page)
  await context.setOffline(false)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expectHeading(page, 'Ready to send')
})
