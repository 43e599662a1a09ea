/** Keeps the doors in the wall between organizations few and known: each place that looks across them says why. */
import { expect, it } from 'vitest'
import { listFiles, readText } from './tree.ts'

const WHY_ACROSS: Readonly<Record<string, string>> = {
  'src/cli/backup/verify-backup.ts': 'A backup is of every organization.',
  'src/cli/with-context.ts': 'Commands of the machine serve its operator, who names the organization or means all.',
  'src/cli/demo/run.ts': 'Finds or makes the demo organization.',
  'src/cli/doctor.ts': 'Looks at the ledger and the audit log of every organization.',
  'src/cli/serve-here.ts': 'Finds or makes the demo organization.',
  'src/db/look-across.ts': 'The same in the middle of a transaction, for whoever is named here as its caller.',
  'src/db/reach.ts': 'Tells another organization’s id (403) from an unknown one (404), which the contract asks for.',
  'src/services/api-keys/authenticate.ts': 'The digest of a key is what names its organization.',
  'src/services/api-keys/lock.ts': 'Tells another organization’s key (403) from an unknown one (404).',
  'src/services/api-keys/last-used.ts': 'One statement for the keys of all organizations that were used.',
  'src/services/checks/admission.ts': 'How long a call would wait rests on the checks of everybody.',
  'src/services/checks/claim.ts': 'Organizations take turns; what is claimed is done within its own.',
  'src/services/audit/heads.ts': 'Our own job publishes the heads of all organizations.',
  'src/services/audit/seal-chains.ts': 'Our own job lists the logs of all; each is sealed within its own.',
  'src/services/evidence/erase-direct.ts': 'Our own job lists the old pictures of all; each is erased within its own.',
  'src/services/evidence/remove-orphans.ts': 'Our own job asks which of the stored files any row names.',
  'src/services/evidence/remove-replaced.ts': 'Our own job finds replaced files of all; each goes within its own.',
  'src/services/idempotency/attempt.ts': 'Our own job erases the expired keys of all organizations.',
  'src/services/messages/mailbox.ts': 'The mailbox of a developer shows what every organization would have sent.',
  'src/services/messages/send.ts': 'One worker sends what is due of all; each is sent within its own.',
  'src/services/members/accept.ts': 'The secret of the link names the invitation, and that its organization.',
  'src/services/members/write-invitation-mail.ts': 'The queue of mail names the invitation, and that its organization.',
  'src/services/members/membership.ts': 'The organizations of one person, to choose from.',
  'src/services/members/invited.ts': 'The secret of the link found the invitation; answers yes or no.',
  'src/services/organizations/overview.ts': 'Operators of the installation are shown every organization.',
  'src/services/request-logs/erase.ts': 'Our own job erases the old logs and sums of all organizations.',
  'src/services/request-logs/recorder.ts': 'One statement a second for the requests of all organizations.',
  'src/services/runs/finish-check.ts': 'Our own job lists the abandoned checks of all; each is closed within its own.',
  'src/services/runs/freeze.ts': 'Our own job lists the sessions of all; each is kept within its own.',
  'src/services/sandbox/walks/move.ts': 'Takes the walks that are due of all; each moves within its own.',
  'src/services/sessions/create-batch/session-creates.ts': 'Creates of several organizations share one statement.',
  'src/services/sessions/expire.ts': 'Our own job lists the overdue sessions of all; each expires within its own.',
  'src/services/sessions/remind.ts': 'Our own job lists the due reminders of all; each is queued within its own.',
  'src/services/sessions/open.ts': 'The secret of the link names the session, and that its organization.',
  'src/services/sign-ins/record-sign-in.ts':
    'A person signs in to all of their organizations at once; each has its row.',
  'src/services/sign-ups/sign-up.ts': 'An account may be claimed only if it belongs to no organization at all.',
  'src/services/webhooks/deliver.ts': 'Takes what is due of all; each is sent within its own.',
  'src/services/webhooks/erase-old.ts': 'Our own job erases the old deliveries of all organizations.',
  'src/services/usage/day-counts.ts': 'The limiter loads and saves the counts of all organizations together.',
}

const sources = listFiles().filter((path) => /^src\/.*\.ts$/.test(path) && !path.endsWith('.test.ts'))
const across = sources.filter((path) => /\b(?:acrossOrganizations|lookAcross)(?:<[^>]*>)?\(/.test(readText(path)))

it('queries look across organizations in the places that say why, and nowhere else', () => {
  expect(sources.length).toBeGreaterThan(200)
  expect(across.filter((path) => !(path in WHY_ACROSS))).toEqual([])
})

it('no reason stands for a place that is gone', () => {
  expect(Object.keys(WHY_ACROSS).filter((path) => !across.includes(path))).toEqual([])
})

it('nobody but the module of the reach tells the database whose rows may be seen', () => {
  const telling = sources.filter((path) => readText(path).includes('openidv.organization'))
  expect(telling).toEqual(['src/db/database.ts', 'src/db/look-across.ts', 'src/db/pooled.ts'])
})
