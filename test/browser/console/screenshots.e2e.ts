/** Walks through every page with a working organization's data, light, dark and narrow; makes pictures when asked to. */
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { openPage, signInAs, type TestOrganization, test } from '../harness/console-page.ts'
import { makeDemoData } from '../harness/demo-data.ts'
import { type ConsolePage, listPages, PAGE_NAMES } from '../harness/every-page.ts'
import { expectAccessible, expectFits } from '../harness/hosted-page.ts'

const LOOKED_AT = join('test-results', 'screenshots')
/** README's; all are made by `OPENIDV_SCREENSHOTS=1 npm run test:browser -- console/screenshots`. */
const SHOWN_AT = join('docs', 'screenshots')
const SHOWN = new Set(['api-keys-light', 'home-light', 'sessions-dark', 'usage-dark'])

/** As wide as a small phone, and as a browser makes of 1280 pixels at 200 %. */
const NARROW = [
  { width: 320, height: 640 },
  { width: 640, height: 400 },
] as const

let organization: TestOrganization
let pages: readonly ConsolePage[]
test.beforeAll(async () => {
  const made = await makeDemoData()
  organization = made.organization
  pages = await listPages(organization, {
    sessionId: made.reviewId,
    workflowId: made.workflowId,
    webhookId: made.webhookId,
  })
})

for (const name of PAGE_NAMES) {
  test(`${name} of a working organization is accessible in both themes, and fits a phone and text twice as large`, async ({
    page,
    context,
  }) => {
    await signInAs(context, organization.owner)
    const { path, heading } = pages.find((one) => one.name === name) ?? { path: name, heading: '' }
    await page.setViewportSize({ width: 1280, height: 800 })
    await openPage(page, path, heading)
    await settle(page)
    await picture(page, name, 'light')
    await expectAccessible(page)
    await picture(page, name, 'dark')
    for (const size of NARROW) {
      await page.setViewportSize(size)
      await expectFits(page)
      if (size.width === 320) await picture(page, `phone-${name}`, 'light')
    }
  })
}

/** No skeleton is left and every picture has come. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0)
}

async function picture(page: Page, name: string, colorScheme: 'light' | 'dark'): Promise<void> {
  if (process.env.OPENIDV_SCREENSHOTS === undefined) return
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await page.evaluate('Promise.all(document.getAnimations().map(({ finished }) => finished))')
  const file = `${name}-${colorScheme}.png`
  const isShown = SHOWN.has(`${name}-${colorScheme}`)
  await page.screenshot({ path: join(isShown ? SHOWN_AT : LOOKED_AT, file) })
}
