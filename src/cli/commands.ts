/** The commands of `openidv`, and how their errors are said. */
import { parseArgs } from 'node:util'
import { loadConfig } from '../config.ts'
import { BackupError } from '../db/backup/backup-error.ts'
import { DatabaseStartError } from '../db/start-error.ts'
import { AppError } from '../lib/errors.ts'
import { GivenUpError } from '../lib/health.ts'
import { createLogger } from '../lib/log.ts'
import { InstallationError } from '../services/installation/installation-error.ts'
import { ConfigError } from '../settings-reader.ts'
import { AddressTakenError } from './address-taken-error.ts'
import type { CommandOptions } from './command-options.ts'
import type { RootParent } from './root/root-parent.ts'

const USAGE = `Usage: npm run openidv -- <command>

  serve [--only ROLES]                               run the server, or a node that is only http, worker, vision
  demo                                               verify two people end to end
  specimens [FOLDER]                                 write a passport and two selfies to try the API with
  migrate                                            bring the database up to date
  seed [--json]                                      make the demo organization, or show it
  doctor                                             look whether everything can work
  backup PLACE [--with-secret] [--keep SPAN] [--json]
                                                     back up the embedded database and the files, also while they are
                                                     used; delete what no restore to the last SPAN needs
  verify-backup PLACE                                check the newest backup of PLACE, and rehearse its restore
  restore PLACE --to DATA_DIR [--until TIME]         make a data folder of it, where PLACE keeps the log as it was at a time
  keys create --organization ID --environment live|sandbox --name N [RESTRICTIONS] [--json]
  keys list --organization ID [--all] [--json]       active ones, or all
  keys reveal ID                                     show a key again
  keys rename ID --name N
  keys restrict ID RESTRICTIONS                      change what is named, leave the rest
  keys regenerate ID [--grace SPAN] [--json]         replace a key, now or after up to 7d
  keys revoke ID
  keys inspect STRING|- [--json]                     check the form of any string; needs no server
  limits show --organization ID [--json]
  limits set --organization ID [--rate N] [--burst N] [--daily N]
  members end-sign-ins --email E|--all               sign somebody, or everybody, out of the console
  members reset-link --email E                       print a link for somebody who forgot their password
  members reset-two-factor --email E                 let somebody in who lost their second factor
  organizations create --name N [--json]             found one, with its first keys
  organizations list [--json]                        every one, with its status and its end
  organizations set --organization ID [--show-keys-once true|false] [--status active|suspended]
  operators add --email E                            let somebody who has signed up run the installation
  operators list [--json]
  operators remove --email E
  sessions link ID [--json]                          make a new link for the applicant, and end the one before
  sign-ups invite --email E [--json]                 print a link by which an address may sign up
  tokens grant --organization ID --amount N [--note TEXT]
  audit verify [--organization ID [--mark POSITION:HASH]] [--heads FILE [--public-key LIST]] [--json]
                                                     look whether the audit log is as it was written
  audit key                                          print the key that published heads are checked by
  webhooks create --organization ID --environment live|sandbox --url URL --events LIST|all [--name N] [--send-secret] [--json]
                                                     tell a server of events; prints the secret that signs them
  webhooks list --organization ID [--json]
  webhooks delete ID
  listen [--forward-to URL] [--server URL] [--api-key-file FILE]
                                                     print the sandbox's events as they happen, and forward them signed; the
                                                     key is that of OPENIDV_API_KEY or of the file
  blobs migrate --to disk|postgres|s3://BUCKET/PREFIX
                                                     copy every file to another store, and use that
  blobs adopt                                        take the store of OPENIDV_BLOBS as it is, after a loss
  secrets rewrap [--json]                            move everything to the current OPENIDV_SECRET_KEY
  help, or --help after any command                  print this

RESTRICTIONS: [--scopes LIST] [--workflow ID|any] [--ips LIST|any] [--expires SPAN|TIME|never]
PLACE is a folder or s3://BUCKET/PREFIX. LIST is separated by commas. SPAN is 0 or a number and s, m, h or d; TIME is ISO 8601. N of limits may be default.
`

/** Resolves to the exit code, or to anything else for 0. */
type Command = (options: CommandOptions) => Promise<unknown>

const COMMANDS: Readonly<Record<string, Command>> = {
  // Each is loaded when it is asked for, so that none waits for the code of the others.
  serve: async (options) => (await import('./serve.ts')).serve(options),
  demo: async (options) => (await import('./demo/run.ts')).runDemo(options),
  specimens: async ({ rest }) => (await import('./demo/write-specimens.ts')).writeSpecimens(rest[0]),
  migrate: async (options) => (await import('./installation.ts')).migrateDatabase(options),
  seed: async (options) => (await import('./installation.ts')).seedDemo(options),
  doctor: async ({ config, log }) => (await import('./doctor.ts')).runDoctor(config, log),
  backup: async (options) => (await import('./backup/make-backup.ts')).backUp(options),
  'verify-backup': async (options) => (await import('./backup/verify-backup.ts')).verifyBackup(options),
  restore: async (options) => (await import('./backup/restore-backup.ts')).restore(options),
  'audit key': async (options) => (await import('./audit.ts')).printAuditKeys(options),
  'audit verify': async (options) => (await import('./audit.ts')).verifyAuditChains(options),
  'blobs adopt': async (options) => (await import('./blobs.ts')).adoptBlobs(options),
  'blobs migrate': async (options) => (await import('./blobs.ts')).migrateBlobs(options),
  'keys create': async (options) => (await import('./keys.ts')).createKey(options),
  'keys list': async (options) => (await import('./keys.ts')).listKeys(options),
  'keys reveal': async (options) => (await import('./keys.ts')).revealKey(options),
  'keys rename': async (options) => (await import('./keys.ts')).renameKey(options),
  'keys restrict': async (options) => (await import('./keys.ts')).restrictKey(options),
  'keys regenerate': async (options) => (await import('./keys.ts')).regenerateKey(options),
  'keys revoke': async (options) => (await import('./keys.ts')).revokeKey(options),
  'keys inspect': async (options) => (await import('./inspect-key.ts')).inspectKeyString(options),
  listen: async (options) => (await import('./listen/command.ts')).listen(options),
  'limits show': async (options) => (await import('./limits.ts')).showLimits(options),
  'limits set': async (options) => (await import('./limits.ts')).setLimits(options),
  'members end-sign-ins': async (options) => (await import('./sign-ins.ts')).endMemberSignIns(options),
  'members reset-link': async (options) => (await import('./sign-ins.ts')).printResetLink(options),
  'members reset-two-factor': async (options) => (await import('./sign-ins.ts')).resetMemberTwoFactor(options),
  'operators add': async (options) => (await import('./operators.ts')).makeOperator(options),
  'operators list': async (options) => (await import('./operators.ts')).printOperators(options),
  'operators remove': async (options) => (await import('./operators.ts')).unmakeOperator(options),
  'organizations create': async (options) => (await import('./organizations.ts')).foundOrganization(options),
  'organizations list': async (options) => (await import('./organizations.ts')).printOrganizations(options),
  'organizations set': async (options) => (await import('./organizations.ts')).setOrganization(options),
  'secrets rewrap': async (options) => (await import('./installation.ts')).rewrapSecrets(options),
  'sessions link': async (options) => (await import('./sessions.ts')).printNewLink(options),
  'sign-ups invite': async (options) => (await import('./operators.ts')).inviteSignUp(options),
  'webhooks create': async (options) => (await import('./webhooks.ts')).createWebhook(options),
  'webhooks delete': async (options) => (await import('./webhooks.ts')).deleteWebhook(options),
  'webhooks list': async (options) => (await import('./webhooks.ts')).listWebhooks(options),
  'tokens grant': async (options) => (await import('./tokens.ts')).grantToOrganization(options),
}

/** Commands that print what somebody reads or parses; their log stays quiet below warnings, on standard error. */
const LONG_RUNNING = new Set(['serve'])

/** Runs a command line; answers the exit code: 0 done, 1 failed, 2 not understood. `parent`: this process gave root up. */
export async function runCommand(args: readonly string[], parent?: RootParent): Promise<number> {
  try {
    const { values, positionals } = parseCommandLine(args)
    if (values.help || positionals[0] === 'help') {
      process.stdout.write(USAGE)
      return 0
    }
    const name = [positionals.slice(0, 2).join(' '), positionals[0] ?? ''].find((text) => Object.hasOwn(COMMANDS, text))
    const command = name === undefined ? undefined : COMMANDS[name]
    if (name === undefined || !command) {
      process.stderr.write(USAGE)
      return 2
    }
    const config = loadConfig()
    const log = LONG_RUNNING.has(name) ? createLogger(config.logLevel) : createQuietLogger(config.logLevel)
    const code = await command({ config, log, parent, values, rest: positionals.slice(name.split(' ').length) })
    return typeof code === 'number' ? code : 0
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`)
    return isUsageError(error) ? 2 : 1
  }
}

function parseCommandLine(args: readonly string[]) {
  const text = { type: 'string' } as const
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      organization: text,
      environment: text,
      email: text,
      name: text,
      amount: text,
      note: text,
      scopes: text,
      workflow: text,
      ips: text,
      expires: text,
      grace: text,
      rate: text,
      burst: text,
      daily: text,
      mark: text,
      heads: text,
      'public-key': text,
      status: text,
      to: text,
      until: text,
      keep: text,
      only: text,
      url: text,
      events: text,
      server: text,
      'forward-to': text,
      'api-key-file': text,
      'show-keys-once': text,
      'send-secret': { type: 'boolean' },
      'with-secret': { type: 'boolean' },
      all: { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
}

function createQuietLogger(level: string) {
  const quiet = level === 'info' ? 'warn' : level
  return createLogger(quiet, { write: (line) => void process.stderr.write(line) })
}

const FORESEEN = [
  AppError,
  BackupError,
  ConfigError,
  DatabaseStartError,
  AddressTakenError,
  InstallationError,
  GivenUpError,
]

/** What the operator reads: a sentence for what we foresaw, the stack for what we did not. */
function explain(error: unknown): string {
  if (FORESEEN.some((kind) => error instanceof kind)) {
    return (error as Error).message
  }
  if (isUsageError(error)) return `${(error as Error).message}\n\n${USAGE}`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

function isUsageError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}
