/** Keeps reads of applicants' data on record: a route of keys or members that shows something names it, or stands here. */
import { expect, it } from 'vitest'
import { listFiles, readText } from './tree.ts'

const NO_PERSON = 'Shows nothing of an applicant.'
const OWN_ROW = 'The verb writes a row of its own before it shows anything.'
const IDS_ONLY = 'Shows ids of sessions, and nothing of whom they are about.'

const WHY_NOT_AUDITED: Readonly<Record<string, string>> = {
  'auth-verify.ts /auth/verify': NO_PERSON,
  'events.ts /events': IDS_ONLY,
  'invitations.ts /sessions/:id/invitations': 'Shows what came of a message: neither its address nor its text.',
  'webhooks.ts /webhook-endpoints': NO_PERSON,
  'webhooks.ts /webhook-endpoints/:id': NO_PERSON,
  'webhooks.ts /webhook-endpoints/:id/deliveries': IDS_ONLY,
  'webhooks.ts /webhook-deliveries/:id': IDS_ONLY,
  'workflows.ts /workflows': NO_PERSON,
  'workflows.ts /workflows/:id': NO_PERSON,
  'console/api-keys.ts /api-keys': NO_PERSON,
  'console/audit-events.ts /audit-events.csv': OWN_ROW,
  'console/audit-events.ts /audit-events/verification': NO_PERSON,
  'console/billing.ts /billing/alert': NO_PERSON,
  'console/billing.ts /billing/balance': NO_PERSON,
  'console/billing.ts /billing/burn': NO_PERSON,
  'console/billing.ts /billing/ledger': IDS_ONLY,
  'console/billing.ts /billing/ledger.csv': OWN_ROW,
  'console/billing.ts /billing/prices': NO_PERSON,
  'console/events.ts /events': IDS_ONLY,
  'console/first-request.ts /first-request': NO_PERSON,
  'console/home.ts /home': 'Counts sessions and names none.',
  'console/organization.ts /organization': NO_PERSON,
  'console/organization.ts /security': NO_PERSON,
  'console/request-logs.ts /request-errors': IDS_ONLY,
  'console/request-logs.ts /request-logs': IDS_ONLY,
  'console/request-logs.ts /request-logs/:id': IDS_ONLY,
  'console/review.ts /review/count': 'A number.',
  'console/session.ts /evidence/:id': OWN_ROW,
  'console/sessions.ts /sessions.csv': OWN_ROW,
  'console/team.ts /invitations': NO_PERSON,
  'console/team.ts /members': NO_PERSON,
  'console/sandbox.ts /sandbox/clock': NO_PERSON,
  'console/team.ts /roles': NO_PERSON,
  'console/usage.ts /usage/breakdown': NO_PERSON,
  'console/usage.ts /usage/series': NO_PERSON,
  'console/usage.ts /usage/summary': NO_PERSON,
  'console/usage.ts /usage/workflows': NO_PERSON,
  'console/webhooks.ts /sessions/:id/events': IDS_ONLY,
  'console/webhooks.ts /webhook-deliveries/:id': IDS_ONLY,
  'console/webhooks.ts /ended-webhooks': NO_PERSON,
  'console/webhooks.ts /webhooks': NO_PERSON,
  'console/webhooks.ts /webhooks/:id': NO_PERSON,
  'console/webhooks.ts /webhooks/:id/deliveries': IDS_ONLY,
  'console/webhooks.ts /webhooks/:id/history': NO_PERSON,
  'console/workflows.ts /workflow-steps': NO_PERSON,
  'console/workflows.ts /workflows': NO_PERSON,
  'console/workflows.ts /workflows/:id': NO_PERSON,
  'fixtures.ts /credit-checks': NO_PERSON,
  'fixtures.ts /credit-checks/:id': NO_PERSON,
  'fixtures.ts /financial': NO_PERSON,
  'fixtures.ts /financial/:id': NO_PERSON,
  'fixtures.ts /financial/externalId/:externalId': NO_PERSON,
  'sandbox.ts /sandbox/clock': NO_PERSON,
}

/** Those that `test/http/audited-reads.test.ts` calls. */
const AUDITED = [
  'console/audit-events.ts /audit-events',
  'console/review.ts /review',
  'console/session.ts /sessions/:id',
  'console/sessions.ts /sessions',
  'console/webhooks.ts /webhook-deliveries/:id/request',
  'events.ts /events/:id',
  'runs.ts /sessions/:id/workflow',
  'sessions.ts /sessions',
  'sessions.ts /sessions/:id',
]

/** Routes of people, of operators and of applicants, none of whom is a key or a member of the organization. */
const OUTSIDE =
  /^(console-auth|console-factors|hosted|files|health|console\/(account|invitations|me|installation|passkeys))\.ts /

const FOLDER = 'src/http/routes/'
const routes = listFiles()
  .filter((path) => path.startsWith(FOLDER) && path.endsWith('.ts'))
  .flatMap((path) =>
    [...readText(path).matchAll(/\b(?:api|console)\.get\(\s*'(?<url>[^']+)'/g)].map(
      ({ groups }) => `${path.slice(FOLDER.length)} ${groups?.url}`,
    ),
  )
  .filter((route) => !OUTSIDE.test(route))

it('every GET of a key or a member is audited, or says here why not', () => {
  expect(routes.length).toBeGreaterThan(30)
  expect(routes.filter((route) => !(route in WHY_NOT_AUDITED)).sort()).toEqual([...AUDITED].sort())
})

it('no reason stands for a route that is gone', () => {
  expect(Object.keys(WHY_NOT_AUDITED).filter((route) => !routes.includes(route))).toEqual([])
})
