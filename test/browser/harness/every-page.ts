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

/** Where the pages are, those of one thing with a thing of the organization; its owner is made an operator for one of them. */
export async function listPages(
  organization: TestOrganization,
  { sessionId, workflowId }: { readonly sessionId: string; readonly workflowId: string },
): Promise<readonly ConsolePage[]> {
  await makeOperator(organization.owner)
  const pages: ReadonlyArray<readonly [string, string, string | RegExp, string]> = [
    ['home', '/', 'Home', 'The overview could not be loaded'],
    ['sessions', '/sessions', 'Sessions', 'Sessions could not be loaded'],
    ['session', `/sessions/${sessionId}`, /^Anna|^Session$/, 'The session could not be loaded'],
    ['review', '/review', 'Review', 'Sessions that wait could not be loaded'],
    ['workflows', '/workflows', 'Workflows', 'Workflows could not be loaded'],
    ['workflow-new', '/workflows/new', /[Ww]orkflow/, 'The workflow could not be loaded'],
    ['workflow', `/workflows/${workflowId}`, /^Account opening|^Workflow$/, 'The workflow could not be loaded'],
    ['usage', '/usage?range=30d', 'Usage', 'Usage could not be loaded'],
    ['logs', '/logs', 'Logs', 'Requests could not be loaded'],
    ['log', `/logs/${await findLog(organization)}`, /^POST|^GET|^Request$/, 'The request could not be loaded'],
    ['billing', '/billing', 'Billing', 'Ledger could not be loaded'],
    ['api-keys', '/settings/api-keys', 'API Keys', 'API keys could not be loaded'],
    ['team', '/settings/team', 'Team', 'Members could not be loaded'],
    ['organization', '/settings/organization', 'Organization', 'The organization could not be loaded'],
    ['security', '/settings/security', 'Security', 'The settings could not be loaded'],
    ['installation', '/installation', 'Installation', 'Organizations could not be loaded'],
    ['audit-log', '/audit-log', 'Audit log', 'Audit log could not be loaded'],
    ['account', '/account', 'Account', 'Your account could not be loaded'],
  ]
  return pages.map(([name, path, heading, failure]) => ({ name, path, heading, failure }))
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
