/** Proves what the hosted page says where its script cannot run, and that it runs without what is newer than Chrome 94. */
import { type Browser, expect, type Page } from '@playwright/test'
import { findViolations } from './harness/find-violations.ts'
import {
  agree,
  createSession,
  expectAccessible,
  expectHeading,
  photosOfHolder,
  sendPhoto,
  startCheck,
  test,
} from './harness/hosted-page.ts'

/** Calls that Chrome 94 or Safari 15.4 lack; what the page uses in spite of it throws. */
const NEWER_CALLS: Readonly<Record<string, readonly string[]>> = {
  URL: ['canParse', 'parse'],
  AbortSignal: ['timeout', 'any', 'abort'],
  Object: ['groupBy'],
  Map: ['groupBy'],
  Promise: ['withResolvers', 'try'],
  Array: ['fromAsync'],
  'Array.prototype': ['findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with'],
  'Set.prototype': ['union', 'intersection', 'difference', 'isSubsetOf'],
  'String.prototype': ['isWellFormed', 'toWellFormed'],
  'Iterator.prototype': ['map', 'filter', 'toArray', 'forEach', 'find', 'some', 'every', 'reduce'],
  'Blob.prototype': ['bytes'],
  'Response.prototype': ['bytes'],
  'Element.prototype': ['checkVisibility', 'setHTMLUnsafe', 'togglePopover'],
  globalThis: ['structuredClone', 'OffscreenCanvas', 'navigation', 'scheduler', 'Iterator'],
}

/** Takes from a page what older browsers do not have, before any script of it runs. */
async function makeOld(page: Page, calls: Readonly<Record<string, readonly string[]>>): Promise<void> {
  await page.addInitScript((named) => {
    for (const [path, names] of Object.entries(named)) {
      let owner: unknown = globalThis
      for (const part of path === 'globalThis' ? [] : path.split('.'))
        owner = (owner as Record<string, unknown>)?.[part]
      for (const name of names) if (owner) delete (owner as Record<string, unknown>)[name]
    }
  }, calls)
}

async function openApart(browser: Browser, url: string, prepare: (page: Page) => Promise<unknown>): Promise<Page> {
  const page = await browser.newPage()
  await prepare(page)
  await page.goto(url, { waitUntil: 'commit' })
  return page
}

test('the page takes photos without anything that is newer than its oldest browsers', async ({ page }) => {
  await makeOld(page, NEWER_CALLS)
  await startCheck(page, (await createSession()).url)
  await agree(page)
  await sendPhoto(page, (await photosOfHolder()).passport)
  await expectHeading(page, 'Back of your ID')
})

test('a browser that is too old is told so, and one without JavaScript', async ({ browser }) => {
  const { url } = await createSession()
  const old = await openApart(browser, url, (page) => makeOld(page, { Object: ['hasOwn'] }))
  await expect(old.getByRole('heading', { level: 1, name: 'This browser is too old' })).toBeVisible()
  await expect(old.getByRole('heading', { level: 1 })).toHaveCount(1)
  expect(await findViolations(old, undefined, false)).toEqual([])
  await old.close()

  const context = await browser.newContext({ javaScriptEnabled: false })
  const plain = await context.newPage()
  await plain.goto(url)
  await expect(plain.getByRole('heading', { level: 1, name: 'This page needs JavaScript' })).toBeVisible()
  await context.close()
})

test('a script that does not come leaves no blank page, and the next try opens the link', async ({ browser }) => {
  const { url } = await createSession()
  const page = await openApart(browser, url, (each) => each.route('**/*.js', (route) => route.abort()))
  await expect(page.getByRole('heading', { level: 1, name: 'The page did not load' })).toBeVisible()
  await page.unroute('**/*.js')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expectHeading(page, /^Identity check for/)
  await expectAccessible(page)
  await page.close()
})

test('the page says what it is before its script has come', async ({ browser }) => {
  const { url } = await createSession()
  const held: Array<() => void> = []
  let isHeld = true
  const page = await openApart(browser, url, (each) =>
    each.route('**/*.js', (route) => (isHeld ? void held.push(() => void route.continue()) : route.continue())),
  )
  await expect(page.getByRole('heading', { level: 1, name: 'Opening your identity check' })).toBeVisible()
  isHeld = false
  for (const release of held) release()
  await expectHeading(page, /^Identity check for/)
  await page.close()
})
