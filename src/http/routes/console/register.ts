/** Everything under /console: what the console's pages ask for, behind its two gates. */
import type { App } from '../../app-type.ts'
import { registerMemberGate, registerPersonGate } from '../../console-gate.ts'
import { registerReadRecorder } from '../../record-reads.ts'
import type { HttpServices } from '../../services.ts'
import { registerConsoleAccount } from './account.ts'
import { registerConsoleApiKeys } from './api-keys.ts'
import { registerConsoleAuditEvents } from './audit-events.ts'
import { registerConsoleBilling } from './billing.ts'
import { registerConsoleEvents } from './events.ts'
import { registerConsoleExports } from './exports.ts'
import { registerConsoleFirstRequest } from './first-request.ts'
import { registerConsoleHome } from './home.ts'
import { registerConsoleInstallation } from './installation.ts'
import { registerConsoleInvitations } from './invitations.ts'
import { registerConsoleMe } from './me.ts'
import { registerConsoleOrganization } from './organization.ts'
import { registerPasskeys } from './passkeys.ts'
import { registerConsoleRequestLogs } from './request-logs.ts'
import { registerConsoleReview } from './review.ts'
import { registerConsoleSandbox } from './sandbox.ts'
import { registerConsoleSession } from './session.ts'
import { registerConsoleSessions } from './sessions.ts'
import { registerConsoleTeam } from './team.ts'
import { registerConsoleUsage } from './usage.ts'
import { registerConsoleWebhooks } from './webhooks.ts'
import { registerConsoleWorkflows } from './workflows.ts'

/** Adds the routes of people, then those of an organization's members. */
export function registerConsole(console: App, services: HttpServices): void {
  registerPersonGate(console, services)
  registerConsoleMe(console, services)
  registerConsoleAccount(console, services)
  registerPasskeys(console, services)
  registerConsoleInvitations(console, services)
  console.register(async (installation: App) => registerConsoleInstallation(installation, services), {
    prefix: '/installation',
  })
  console.register(async (organization: App) => registerOrganization(organization, services), {
    prefix: '/organizations/:organizationId',
  })
}

function registerOrganization(organization: App, services: HttpServices): void {
  registerMemberGate(organization, services)
  registerReadRecorder(organization, services)
  registerConsoleUsage(organization, services)
  registerConsoleRequestLogs(organization, services)
  registerConsoleWorkflows(organization, services)
  registerConsoleApiKeys(organization, services)
  registerConsoleBilling(organization, services)
  registerConsoleAuditEvents(organization, services)
  registerConsoleOrganization(organization, services)
  registerConsoleTeam(organization, services)
  registerConsoleFirstRequest(organization, services)
  registerConsoleReview(organization, services)
  registerConsoleSession(organization, services)
  registerConsoleSessions(organization, services)
  registerConsoleEvents(organization, services)
  registerConsoleWebhooks(organization, services)
  registerConsoleSandbox(organization, services)
  registerConsoleHome(organization, services)
  registerConsoleExports(organization)
}
