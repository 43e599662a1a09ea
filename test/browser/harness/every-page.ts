/** Every page of the console inside an organization, with something on it, for the walks through all of them. */
import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { addMember, callApi, callConsole, type TestOrganization } from './console-page.ts'

export interface ConsolePage {
  readonly path: string
  readonly heading: string | RegExp
  /** What is said when nothing can be loaded. */
  readonly failure: string
}

/** An organization in which each page has rows, and where the pages are. */
export async function fillPages(organization: TestOrganization): Promise<readonly ConsolePage[]> {
  const { owner, liveKey } = organization
  const base = `/console/organizations/${organization.id}`
  const steps = [{ id: 'ID_VERIFICATION' }, { id: 'FACE_LIVENESS' }]
  const [workflow, session] = (await Promise.all([
    callConsole(owner, 'POST', `${base}/workflows`, { name: 'KYC', steps }),
    callApi('POST', '/v1/sessions', liveKey, { firstName: 'Anna', lastName: 'Eriksson', email: 'anna@example.com' }),
    callConsole(owner, 'POST', `${base}/invitations`, { email: `${organization.id}@example.com`, role: 'viewer' }),
    addMember(organization, 'viewer', 'Robin Viewer'),
  ])) as Array<{ id: string }>
  const logId = await findLog(organization)
  return [
    { path: '/', heading: 'Home', failure: 'The overview could not be loaded' },
    { path: '/sessions', heading: 'Sessions', failure: 'Sessions could not be loaded' },
    { path: `/sessions/${session?.id}`, heading: /Anna Eriksson|Session/, failure: 'The session could not be loaded' },
    { path: '/review', heading: 'Review', failure: 'Sessions that wait could not be loaded' },
    { path: '/workflows', heading: 'Workflows', failure: 'Workflows could not be loaded' },
    { path: '/workflows/new', heading: /New workflow|Workflow/, failure: 'The workflow could not be loaded' },
    { path: `/workflows/${workflow?.id}`, heading: /KYC|Workflow/, failure: 'The workflow could not be loaded' },
    { path: '/usage', heading: 'Usage', failure: 'Usage could not be loaded' },
    { path: '/logs', heading: 'Logs', failure: 'Requests could not be loaded' },
    { path: `/logs/${logId}`, heading: /POST|Request/, failure: 'The request could not be loaded' },
    { path: '/billing', heading: 'Billing', failure: 'Ledger could not be loaded' },
    { path: '/settings/api-keys', heading: 'API Keys', failure: 'API keys could not be loaded' },
    { path: '/settings/team', heading: 'Team', failure: 'Members could not be loaded' },
    { path: '/settings/organization', heading: 'Organization', failure: 'The organization could not be loaded' },
    { path: '/settings/security', heading: 'Security', failure: 'The settings could not be loaded' },
    { path: '/audit-log', heading: 'Audit log', failure: 'Audit log could not be loaded' },
    { path: '/account', heading: 'Account', failure: 'Your account could not be loaded' },
  ]
}

/** Requests are written down a moment after they were answered. */
async function findLog({ id, owner }: TestOrganization): Promise<string> {
  let found: { id: string } | undefined
  await expect
    .poll(async () => {
      const answer = await callConsole(owner, 'GET', `/console/organizations/${id}/request-logs?environment=live`)
      found = (answer as { items: Array<{ id: string }> }).items[0]
      return found?.id
    })
    .toBeDefined()
  return found?.id ?? ''
}

/** Nothing of the document stands beside the screen. */
export async function expectNoSideways(page: Page, what: string): Promise<void> {
  const width = await page.evaluate<[number, number]>('[document.documentElement.scrollWidth, innerWidth]')
  expect(width[0], `${what} is ${width[0]} pixels wide on ${width[1]}`).toBeLessThanOrEqual(width[1])
}
