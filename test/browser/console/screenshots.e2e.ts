/** Looks at every page with a working organization's data, light and dark, and makes the pictures that README shows. */
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { openPage, signInAs, test } from '../harness/console-page.ts'
import { makeDemoData } from '../harness/demo-data.ts'
import { expectAccessible } from '../harness/hosted-page.ts'

const LOOKED_AT = join('test-results', 'screenshots')
/** Made anew by `OPENIDV_SCREENSHOTS=1 npm run test:browser -- console/screenshots`. */
const SHOWN_AT = join('docs', 'screenshots')
const SHOWN = new Set(['api-keys-light', 'home-light', 'sessions-dark', 'usage-dark'])

const PAGES: ReadonlyArray<readonly [name: string, path: string, heading: string]> = [
  ['home', '/', 'Home'],
  ['sessions', '/sessions', 'Sessions'],
  ['api-keys', '/settings/api-keys', 'API Keys'],
  ['workflows', '/workflows', 'Workflows'],
  ['usage', '/usage', 'Usage'],
  ['billing', '/billing', 'Billing'],
  ['team', '/settings/team', 'Team'],
  ['audit-log', '/audit-log', 'Audit log'],
]

test('every page of a working organization is accessible in both themes and fits a phone', async ({
  page,
  context,
}) => {
  test.setTimeout(300_000)
  const { organization, reviewId } = await makeDemoData()
  await signInAs(context, organization.owner)
  for (const [name, path, heading] of PAGES) {
    await openPage(page, path, heading)
    await settle(page)
    await picture(page, name, 'light')
    await expectAccessible(page)
    await picture(page, name, 'dark')
  }
  await openPage(page, `/sessions/${reviewId}`, /Anna Ericksen/)
  await settle(page)
  await picture(page, 'review', 'light')
  await picture(page, 'review', 'dark')

  await page.setViewportSize({ width: 390, height: 844 })
  for (const [name, path, heading] of PAGES) {
    await openPage(page, path, heading)
    await settle(page)
    await picture(page, `phone-${name}`, 'light')
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), `${path} fits`).toBe(true)
  }
})

/** No skeleton is left and every picture has come. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0)
}

async function picture(page: Page, name: string, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await page.evaluate('Promise.all(document.getAnimations().map(({ finished }) => finished))')
  const file = `${name}-${colorScheme}.png`
  const isShown = process.env.OPENIDV_SCREENSHOTS !== undefined && SHOWN.has(`${name}-${colorScheme}`)
  await page.screenshot({ path: join(isShown ? SHOWN_AT : LOOKED_AT, file) })
}
