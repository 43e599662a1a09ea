/** Proves the first minutes: sign-up, organization, first key, first request. */
import { randomUUID } from 'node:crypto'
import { expect } from '@playwright/test'
import { callApi, openPage, PASSWORD, signInAs, signUp, test } from '../harness/console-page.ts'
import { expectAccessible } from '../harness/hosted-page.ts'

test('from nothing to the first request: the key is shown once, and the page turns green by itself', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openPage(page, '/sign-up', 'Create your account')
  await page.getByLabel('Your name').fill('Ada Lovelace')
  await page.getByLabel('E-mail').fill(`ada-${randomUUID()}@example.com`)
  await page.getByLabel('Password', { exact: true }).fill('elevenchars')
  await expect(page.getByRole('button', { name: 'Create account' })).toBeDisabled()
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Create account' }).click()

  await expect(page.getByRole('heading', { level: 1, name: 'Name your organization' })).toBeVisible()
  await page.getByLabel('Organization name').fill('Analytical Engines')
  await page.getByRole('button', { name: 'Create organization' }).click()

  await expect(page.getByRole('heading', { level: 1, name: 'Your first API key' })).toBeVisible()
  await expect(page.getByText('This key is a secret.')).toBeVisible()
  await expect(page.getByText('Waiting for your first request…')).toBeVisible()
  await page.getByRole('button', { name: 'Copy API key' }).click()
  const key = await page.evaluate<string>('navigator.clipboard.readText()')
  expect(key).toMatch(/^sk_live_/)
  await page.getByRole('button', { name: 'Copy request' }).click()
  expect(await page.evaluate('navigator.clipboard.readText()')).toContain(`x-api-key: ${key}`)
  const stored = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href])')
  expect(stored).not.toContain('sk_live_')

  await callApi('GET', '/v1/auth/verify', key)
  await expect(page.getByText('Your first request has arrived.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'API Keys' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'API Keys' })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('heading', { level: 1, name: 'Name your organization' })).toBeVisible()
  await expect(page.getByText(key)).toHaveCount(0)
})

test('whoever belongs to nothing yet is led to found an organization, on a phone, too', async ({ page, context }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await signInAs(context, await signUp('Nora Newcomer'))
  await openPage(page, '/', 'Name your organization')
  await expectAccessible(page)
  await page.getByLabel('Organization name').fill('Phone Bank')
  await page.getByRole('button', { name: 'Create organization' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Your first API key' })).toBeVisible()
  await expectAccessible(page)
})
