/** Proves that the hosted page speaks the applicant's language, and that every sentence of it was given to translators. */
import { expect, type Page } from '@playwright/test'
import { createSession, expectAccessible, expectHeading, photosOfHolder, test } from './harness/hosted-page.ts'
import { serverAddress } from './harness/server-address.ts'

/** What is the organization's, a person's or a number's, and names of languages, which are in their own. */
const NOT_OURS = /^NB$|Northwind Bank|^\W*$|^[\d\s.,:]+$/

/** Texts of the page that no translator has seen: each of ours stands in brackets. Runs in the page. */
const FIND_UNMARKED = `[...document.querySelectorAll('body *')].flatMap((element) => {
  if (element.closest('option, script, style, code, noscript, [hidden]')) return []
  const isOurs = (text) => /^\\[|~\\]$/.test(text.trim())
  // A sentence of several parts is marked around all of them.
  if (isOurs(element.textContent)) return []
  return [...element.childNodes].filter((node) => node.nodeType === 3 && !isOurs(node.data)).map((node) => node.data.trim())
})`

async function expectMarked(page: Page): Promise<void> {
  expect((await page.evaluate<string[]>(FIND_UNMARKED)).filter((text) => !NOT_OURS.test(text))).toEqual([])
}

test('every sentence comes from the words, and there is room for two fifths more', async ({ page }) => {
  const { passport } = await photosOfHolder()
  await page.goto(`${(await createSession()).url}?lang=en-XA`)
  await expectHeading(page, /^\[Ídéntíty/)
  await expectMarked(page)
  await page.getByRole('button', { name: /Stárt/ }).click()
  await expectHeading(page, /cónfírm whó yóú áré/)
  await expectMarked(page)
  await expectAccessible(page)
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: /Ágréé/ }).click()
  await expectHeading(page, /^\[Frónt/)
  await expectMarked(page)
  await page.getByLabel(/Chóósé á phótó/).setInputFiles(passport)
  await page.getByRole('button', { name: /Lóóks góód/ }).waitFor()
  await expectMarked(page)
  await expectAccessible(page)
})

test('the session’s language is spoken, another one is picked and kept, and Arabic runs from the right', async ({
  page,
}) => {
  const { url } = await createSession('sandbox', undefined, undefined, { locale: 'fr-CA' })
  await page.goto(url)
  await expectHeading(page, /Vérification d’identité pour/)
  await page.getByRole('button', { name: 'Commencer' }).click()
  await expectHeading(page, /vous demande de confirmer votre identité/)
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr')
  await expectAccessible(page)

  await page.getByLabel('Langue').selectOption('ar')
  await expectHeading(page, /تأكيد هويتك/)
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await expectAccessible(page)
  await page.reload()
  await expectHeading(page, /تأكيد هويتك/)

  await page.goto(`${serverAddress().baseUrl}/v/nobody-made-this?lang=de`)
  await expectHeading(page, 'هذا الرابط لا يعمل')
})
