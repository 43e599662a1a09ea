/** Proves webhooks in the browser: an endpoint is added, a test event arrives and is looked at, the endpoint is paused and deleted. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect } from '@playwright/test'
import { Webhook } from 'standardwebhooks'
import { startReceiver } from '../../harness/receiver.ts'
import { addMember, callApi, openPage, runSql, signInAs, test } from '../harness/console-page.ts'
import { expectAccessible } from '../harness/hosted-page.ts'

test('an owner adds an endpoint, sees a test event arrive and what was answered, rotates, pauses and deletes it', async ({
  page,
  context,
  organization,
}) => {
  const receiver = await startReceiver()
  receiver.answer = (_request, reply) => void reply.end('<b id="trap">noted</b>')
  await signInAs(context, organization.owner)
  await openPage(page, '/webhooks', 'Webhooks')
  await page.getByRole('button', { name: 'Add endpoint' }).click()
  const form = page.getByRole('dialog', { name: 'Add endpoint' })
  await form.getByLabel('Name').fill('Onboarding')
  await form.getByLabel('URL').fill('http://10.0.0.1/webhooks')
  await form.getByRole('button', { name: 'Add endpoint' }).click()
  await expect(form.getByText(/https|private|public/).last()).toBeVisible()
  await form.getByLabel('URL').fill(receiver.url)
  await form.getByLabel('Send the secret itself').check()
  await expect(form).toContainText('can forge every later one')
  await expectAccessible(page, '[role="dialog"]')
  await form.getByLabel('Send the secret itself').uncheck()
  await form.getByRole('button', { name: 'Add endpoint' }).click()

  const shown = page.getByRole('dialog', { name: 'The secret of Onboarding' })
  const secret = (await shown.getByRole('region', { name: 'Signing secret' }).textContent()) ?? ''
  await shown.getByRole('button', { name: 'Done' }).click()
  await expect(shown.getByRole('alert')).toContainText('You have not copied the secret')
  await shown.getByRole('button', { name: 'Close without copying' }).click()

  await expect(page.getByRole('heading', { level: 1, name: 'Onboarding' })).toBeVisible()
  await page.getByRole('button', { name: 'Send test event' }).click()
  await page.getByRole('dialog', { name: 'Send test event' }).getByRole('button', { name: 'Send' }).click()
  const drawer = page.getByRole('dialog', { name: 'Delivery' })
  await expect(drawer.getByText('Delivered')).toBeVisible()
  const attempt = drawer.getByRole('region', { name: 'Attempt 1', exact: true })
  await expect(attempt).toContainText('200 OK')
  await expect(attempt).toContainText('<b id="trap">noted</b>')
  await expect(page.locator('#trap')).toHaveCount(0)
  await expectAccessible(page, '[role="dialog"]')
  const [arrived] = receiver.received
  new Webhook(secret).verify(arrived?.body ?? '', arrived?.headers as Record<string, string>)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await drawer.getByRole('button', { name: 'Copy as curl' }).click()
  await expect(drawer.getByRole('button', { name: 'Copied' })).toBeVisible()
  const command = await page.evaluate<string>('navigator.clipboard.readText()')
  expect(command).not.toContain(secret)
  await promisify(execFile)('sh', ['-c', command], { env: { ...process.env, OPENIDV_WEBHOOK_SECRET: secret } })
  const byHand = receiver.received.pop()
  new Webhook(secret).verify(byHand?.body ?? '', byHand?.headers as Record<string, string>)
  expect([byHand?.body, byHand?.headers['webhook-id']]).toEqual([arrived?.body, arrived?.headers['webhook-id']])
  await drawer.getByRole('button', { name: 'Resend' }).click()
  await expect(drawer.getByRole('region', { name: 'Attempt 2', exact: true })).toBeVisible()
  expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual(
    Array(2).fill(arrived?.headers['webhook-id']),
  )
  await page.keyboard.press('Escape')

  await page.getByRole('tab', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Rotate secret' }).click()
  const rotation = page.getByRole('dialog', { name: 'Rotate the secret of Onboarding' })
  await rotation.getByRole('button', { name: 'Rotate secret' }).click()
  const renewed = page.getByRole('dialog', { name: 'The secret of Onboarding' })
  await expect(renewed.getByRole('region', { name: 'Signing secret' })).not.toHaveText(secret)
  await renewed.getByRole('button', { name: 'Copy secret' }).click()
  await renewed.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByText('Paused', { exact: true })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Delete endpoint' }).click()
  const deletion = page.getByRole('dialog', { name: 'Delete Onboarding' })
  await deletion.getByLabel('Type Onboarding to confirm').fill('Onboarding')
  await deletion.getByRole('button', { name: 'Delete endpoint' }).click()
  await expect(page.getByText('Nothing is sent yet')).toBeVisible()
  await receiver.close()
})

test('every page tells of an endpoint that was disabled, a session’s events lead to their deliveries, and a developer only looks', async ({
  page,
  context,
  organization,
}) => {
  const { owner, liveKey } = organization
  const receiver = await startReceiver()
  const endpoint = (await callApi('POST', '/v1/webhook-endpoints', liveKey, {
    name: 'Back office',
    url: receiver.url,
  })) as { id: string }
  const anna = { firstName: 'Anna', lastName: 'Eriksson', email: 'anna@example.com' }
  const session = (await callApi('POST', '/v1/sessions', liveKey, anna)) as { id: string }
  await signInAs(context, owner)
  await openPage(page, `/sessions/${session.id}?tab=events`, /^Anna/)
  const event = page.getByRole('listitem').filter({ hasText: 'Session created' })
  await expect(event.getByText('Delivered')).toBeVisible()
  await expectAccessible(page)
  await event.getByRole('link', { name: 'Back office' }).click()
  await expect(page.getByRole('dialog', { name: 'Delivery' })).toContainText('thank you')
  await receiver.close()

  await runSql("update webhook_endpoints set status = 'disabled', disabled_reason = 'failing' where id = $1", [
    endpoint.id,
  ])
  await openPage(page, '/', 'Home')
  const banner = page.getByRole('status').filter({ hasText: 'A webhook endpoint was disabled' })
  await expect(banner).toBeVisible()
  await openPage(page, '/sessions', 'Sessions')
  await expectAccessible(page)
  await banner.getByRole('link', { name: 'Back office' }).click()
  await expect(page.getByText('Every attempt of three days failed')).toBeVisible()
  await expect(page.getByRole('img', { name: /1 delivered, 0 failed, 0 waiting\. None failed/ })).toBeVisible()
  await expectAccessible(page)
  await signInAs(context, await addMember(organization, 'developer'))
  await openPage(page, `/webhooks/${endpoint.id}`, 'Back office')
  await expect(page.getByText('The endpoint was disabled')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Enable again' })).toHaveAttribute('aria-disabled', 'true')
})
