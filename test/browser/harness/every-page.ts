/** Every page of the console inside an organization, for the walks through all of them. */
import { expect } from '@playwright/test'
import { callConsole, makeOperator, type TestOrganization } from './console-page.ts'

export interface ConsolePage {
  /** What its picture is called. */
  readonly name: string
  readonly path: string
  readonly heading: string | RegExp
  /** What is said when nothing can be loaded. */
  readonly failure: string
}

/** What the addresses of single things are made of. */
interface Things {
  readonly sessionId: string
  readonly workflowId: string
  readonly logId: string
  readonly webhookId: string
}

type Path = string | ((things: Things) => string)

const PAGES: ReadonlyArray<readonly [name: string, path: Path, heading: string | RegExp, failure: string]> = [
  ['home', '/', 'Home', 'The overview could not be loaded'],
  ['sessions', '/sessions', 'Sessions', 'Sessions could not be loaded'],
  ['session', ({ sessionId }) => `/sessions/${sessionId}`, /^Anna|^Session$/, 'The session could not be loaded'],
  ['review', '/review', 'Review', 'Sessions that wait could not be loaded'],
  ['workflows', '/workflows', 'Workflows', 'Workflows could not be loaded'],
  ['workflow-new', '/workflows/new', /[Ww]orkflow/, 'The workflow could not be loaded'],
  [
    'workflow',
    ({ workflowId }) => `/workflows/${workflowId}`,
    /^Account opening|^Workflow$/,
    'The workflow could not be loaded',
  ],
  ['usage', '/usage?range=30d', 'Usage', 'Usage could not be loaded'],
  ['logs', '/logs', 'Logs', 'Requests could not be loaded'],
  ['log', ({ logId }) => `/logs/${logId}`, /^POST|^GET|^Request$/, 'The request could not be loaded'],
  ['webhooks', '/webhooks', 'Webhooks', 'Webhooks could not be loaded'],
  [
    'webhook',
    ({ webhookId }) => `/webhooks/${webhookId}`,
    /^Onboarding service|^Webhook$/,
    'The webhook could not be loaded',
  ],
  ['billing', '/billing', 'Billing', 'Ledger could not be loaded'],
  ['api-keys', '/settings/api-keys', 'API Keys', 'API keys could not be loaded'],
  ['team', '/settings/team', 'Team', 'Members could not be loaded'],
  ['organization', '/settings/organization', 'Organization', 'The organization could not be loaded'],
  ['security', '/settings/security', 'Security', 'The settings could not be loaded'],
  ['installation', '/installation', 'Installation', 'Organizations could not be loaded'],
  ['audit-log', '/audit-log', 'Audit log', 'Audit log could not be loaded'],
  ['account', '/account', 'Account', 'Your account could not be loaded'],
]

/** What each page's picture is called. */
export const PAGE_NAMES = PAGES.map(([name]) => name)

/** Where the pages are, those of one thing with a thing of the organization; its owner is made an operator for one of them. */
export async function listPages(
  organization: TestOrganization,
  things: Omit<Things, 'logId'>,
): Promise<readonly ConsolePage[]> {
  await makeOperator(organization.owner)
  const all = { ...things, logId: await findLog(organization) }
  return PAGES.map(([name, path, heading, failure]) => {
    return { name, path: typeof path === 'string' ? path : path(all), heading, failure }
  })
}

/** Requests are written down a moment after they were answered. */
async function findLog({ id, owner }: TestOrganization): Promise<string> {
  let found: string | undefined
  await expect
    .poll(async () => {
      const answer = await callConsole(owner, 'GET', `/console/organizations/${id}/request-logs?environment=live`)
      found = (answer as { items: Array<{ id: string }> }).items[0]?.id
      return found
    })
    .toBeDefined()
  return found ?? ''
}
