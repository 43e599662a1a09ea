/** Keeps tenants apart: each query on an organization's data filters by organization, or says here why not. */
import { describe, expect, it } from 'vitest'
import { listTenantTables, listUnfilteredFunctions } from './tenant-queries.ts'
import { listFiles, readText } from './tree.ts'

/** Another organization's resource answers 403 and an unknown one 404, so the row is found first and then compared. */
const COMPARED_BY_CALLER = 'Tells 403 from 404: it returns organizationId and every caller compares it.'

const WHY_UNFILTERED: Readonly<Record<string, string>> = {
  'src/services/api-keys/rewrap-queries.ts#countKeysOutside': 'Rewrapping concerns the whole installation.',
  'src/services/api-keys/queries.ts#findKeyByDigests': 'The digest is what names the organization.',
  'src/services/api-keys/queries.ts#findKeyOrganization': 'Operator command given a key id; asks for the organization.',
  'src/services/api-keys/rewrap-queries.ts#listSealedUnder': 'Rewrapping concerns the whole installation.',
  'src/services/api-keys/rewrap-queries.ts#rewrapKeyRows': 'Rewrapping concerns the whole installation.',
  'src/services/api-keys/rewrap-queries.ts#updateDigest': 'The plain key was presented and found this row.',
  'src/services/api-keys/queries.ts#updateLastUsed': 'One statement for the keys of all organizations that were used.',
  'src/services/audit/queries.ts#listOrganizationsWithEvents': 'Operator command that goes through all organizations.',
  'src/services/audit/seal-queries.ts#listSealsSince': 'Our own job publishes the heads of all organizations.',
  'src/services/events/queries.ts#findEventById': 'By its id alone: the verb compares the organization.',
  'src/services/webhooks/queries.ts#findEndpointById':
    'The caller tells another organization’s (403) from an unknown one (404).',
  'src/services/webhooks/queries.ts#listSealedUnder': 'Secrets of every organization move to the current root secret.',
  'src/services/webhooks/deliveries-queries.ts#findDeliveryById':
    'The caller tells another organization’s (403) from an unknown one (404).',
  'src/services/webhooks/sending-queries.ts#claimDeliveries': 'One worker sends what is due of all organizations.',
  'src/services/webhooks/sending-queries.ts#deleteOldDeliveries': 'Our own job, by age.',
  'src/services/messages/queries.ts#listLatestMessages':
    'The mailbox of a developer, on a machine that nobody else reaches.',
  'src/services/checks/admission-queries.ts#listDueChecks': 'The queue is one for all organizations, which take turns.',
  'src/services/checks/queries.ts#findCheckById': 'For the worker, which serves every organization.',
  'src/services/checks/claim-queries.ts#listClaimants': 'Workers serve every organization.',
  'src/services/checks/claim-queries.ts#releaseChecksLeft': 'Workers serve every organization.',
  'src/services/checks/claim-queries.ts#releaseChecksOf': 'Workers serve every organization.',
  'src/services/checks/claim-queries.ts#countMissingJobs': 'Our own job looks after the queue of all organizations.',
  'src/services/checks/queries.ts#listAbandonedChecks': 'Our own job closes the checks of all organizations.',
  'src/services/evidence/queries.ts#findEvidenceById': COMPARED_BY_CALLER,
  'src/services/evidence/data-key-queries.ts#countDataKeysOutside': 'Rewrapping concerns the whole installation.',
  'src/services/evidence/data-key-queries.ts#listDataKeysUnder': 'Rewrapping concerns the whole installation.',
  'src/services/evidence/orphan-queries.ts#listNamedKeys': 'Our own job looks for files that nobody names.',
  'src/services/evidence/kept-queries.ts#listKeptBlobs': 'A backup is of the whole installation.',
  'src/services/evidence/queries.ts#listDirectEvidenceBefore': 'Our own job erases old pictures of all organizations.',
  'src/services/evidence/replace-queries.ts#listSessionsWithReplaced':
    'Our own job looks for replaced files of all organizations.',
  'src/services/evidence/data-key-queries.ts#rewrapDataKeyRows': 'Rewrapping concerns the whole installation.',
  'src/services/idempotency/queries.ts#deleteExpiredKeys': 'Our own job erases the expired keys of all organizations.',
  'src/services/members/queries.ts#listMembershipRows': 'The organizations of one person, to choose from.',
  'src/services/request-logs/queries.ts#deleteLogsBefore': 'Our own job erases the old logs of all organizations.',
  'src/services/request-logs/hints-queries.ts#deleteHintsBefore':
    'Our own job erases the old logs of all organizations.',
  'src/services/request-logs/queries.ts#deleteSecondsBefore': 'Our own job erases the old sums of all organizations.',
  'src/services/members/invitation-queries.ts#findInvitationById': COMPARED_BY_CALLER,
  'src/services/members/invitation-queries.ts#isInvitedNow':
    'The secret of the link found the invitation; answers yes or no.',
  'src/services/sandbox/walks/queries.ts#claimWalks': 'One worker moves what is due of all organizations.',
  'src/services/sessions/queries.ts#claimSession': 'The secret of the hosted link found the session.',
  'src/services/sessions/link-queries.ts#isLinkEnded': 'The digest of the secret stands for the permission.',
  'src/services/sessions/queries.ts#findSessionById': COMPARED_BY_CALLER,
  'src/services/sessions/queries.ts#findSessionByLink': 'The digest of the secret stands for the permission.',
  'src/services/sessions/step-queries.ts#listSessionsToFreeze':
    'Our own job keeps the findings of all organizations’ sessions.',
  'src/services/idempotency/queries.ts#listAnswersUnder': 'Rewrapping concerns the whole installation.',
  'src/services/members/invitation-queries.ts#countOpenInvitations': 'Rewrapping concerns the whole installation.',
  'src/services/sessions/reminder-queries.ts#listDueReminders':
    'Our own job reminds the applicants of all organizations.',
  'src/services/sessions/rewrap-queries.ts#countKeyedCookies': 'Rewrapping concerns the whole installation.',
  'src/services/sessions/rewrap-queries.ts#listKeyedLinks': 'Rewrapping concerns the whole installation.',
  'src/services/sessions/queries.ts#updateCookieDigest': 'The applicant’s cookie was presented for this session.',
  'src/services/sessions/queries.ts#updateLinkDigests': 'Rewrapping concerns the whole installation.',
  'src/services/sessions/queries.ts#listOverdueSessions': 'Our own job expires the sessions of all organizations.',
  'src/services/sign-ins/queries.ts#listOrganizationsOf':
    'The organizations of one person, each of which gets the row.',
  'src/services/usage/queries.ts#listRequestCounts': 'The limiter loads the counts of all organizations at start.',
  'src/services/workflows/queries.ts#withCurrentVersion':
    'The start of three queries: two filter, and what findWorkflowById returns is compared by every caller.',
}

const tables = listTenantTables(
  listFiles()
    .filter((path) => /^migrations\/\d.*\.sql$/.test(path))
    .map(readText)
    .join('\n'),
)
const sources = listFiles().filter((path) => /^src\/.*\.ts$/.test(path) && !path.endsWith('.test.ts'))

function unfiltered(text: string): string[] {
  return listUnfilteredFunctions(text, tables)
}

describe('the rule that queries filter by organization', () => {
  it('knows the tenant tables', () => {
    expect([...tables]).toEqual(
      expect.arrayContaining(['api_keys', 'sessions', 'evidence', 'checks', 'ledger_entries']),
    )
    expect([...tables]).not.toContain('organizations')
  })

  it('holds for every query of the server', () => {
    const found = sources.flatMap((path) => unfiltered(readText(path)).map((name) => `${path}#${name}`))
    const unexplained = found.filter((name) => !(name in WHY_UNFILTERED))
    expect(unexplained, "Add .where('organizationId', '=', …), or a reason to WHY_UNFILTERED.").toEqual([])
  })

  it('has no exception for a query that is gone or filters after all', () => {
    const found = sources.flatMap((path) => unfiltered(readText(path)).map((name) => `${path}#${name}`))
    expect(Object.keys(WHY_UNFILTERED).filter((name) => !found.includes(name))).toEqual([])
  })

  it('finds a builder query, a join and plain SQL that forget the organization', () => {
    const text = [
      "export function a(db) {\n  return db.selectFrom('sessions').where('id', '=', id).execute()\n}",
      "export async function b(db) {\n  await db.selectFrom('organizations').innerJoin('apiKeys as k', 'k.id', 'x')\n}",
      'export const c = (db) => sql`update holds set state = $' + '{state} where id = $' + '{id}`',
      'function d(db) {\n  return sql`select organization_id from "checks" where id = 1`\n}',
    ]
    expect(unfiltered(text.join('\n\n'))).toEqual(['a', 'b', 'c', 'd'])
  })

  it('accepts filters in both spellings, inserts, and tables without an organization', () => {
    const text = [
      "export function a(db) {\n  return db.selectFrom('sessions').where('organizationId', '=', id).execute()\n}",
      "export function b(db) {\n  return db.deleteFrom('checks').where('checks.organizationId', 'in', ids)\n}",
      'export function c(db) {\n  return sql`delete from holds h where h.organization_id = $' + '{id}`\n}',
      "export function d(db) {\n  return db.insertInto('sessions').values(row).execute()\n}",
      "export function e(db) {\n  return db.selectFrom('authUsers').execute()\n}",
    ]
    expect(unfiltered(text.join('\n\n'))).toEqual([])
  })
})
