/** Walks through every page while nothing can be loaded: each says what failed, and is mended by another try. */
import { expect } from '@playwright/test'
import { callApi, callConsole, openPage, signInAs, test } from '../harness/console-page.ts'
import { listPages } from '../harness/every-page.ts'
import { makePastWebhooks } from '../harness/webhook-data.ts'

/** Not a failure of the server, which the pages ask twice more about before they say it. */
const REFUSAL = {
  status: 429,
  json: { code: 'rate_limited', message: 'Too many requests', request_id: 'r-every-page' },
}
const ASKED = /\/console\/(organizations\/[^/]+\/(?!events)|installation\/|account)/

test('every page says what could not be loaded, with the request’s id, and another try mends it', async ({
  page,
  context,
  organization,
}) => {
  test.setTimeout(240_000)
  const { owner, liveKey, id } = organization
  const flow = { name: 'Account opening', steps: [{ id: 'ID_VERIFICATION' }] }
  const anna = { firstName: 'Anna', lastName: 'Eriksson', email: 'anna@example.com' }
  const workflow = (await callConsole(owner, 'POST', `/console/organizations/${id}/workflows`, flow)) as { id: string }
  const session = (await callApi('POST', '/v1/sessions', liveKey, anna)) as { id: string }
  await signInAs(context, owner)
  const webhookId = await makePastWebhooks(organization)
  const things = { sessionId: session.id, workflowId: workflow.id, webhookId }
  for (const one of await listPages(organization, things)) {
    await test.step(one.path, async () => {
      await page.route(ASKED, (route) =>
        route.request().method() === 'GET' ? route.fulfill(REFUSAL) : route.continue(),
      )
      await openPage(page, one.path, one.heading)
      const problem = page.getByRole('alert').filter({ hasText: one.failure })
      await expect(problem).toContainText('r-every-page')
      await expect(problem).toContainText('Too many requests')
      await page.unroute(ASKED)
      const retry = page.getByRole('button', { name: 'Try again' })
      await expect(async () => {
        if ((await retry.count()) > 0) await retry.first().click({ timeout: 1_000 })
        expect(await retry.count()).toBe(0)
      }).toPass()
      await expect(page.getByRole('heading', { level: 1, name: one.heading })).toBeVisible()
    })
  }
})
