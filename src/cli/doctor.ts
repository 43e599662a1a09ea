/** `openidv doctor`: looks whether everything can work, and says what to do where it cannot. */
import { access, constants, mkdir, statfs } from 'node:fs/promises'
import { describePrivileges, findChildBarrier } from '../children/privileges.ts'
import type { Config } from '../config.ts'
import { findRunningEmbedded } from '../db/embedded/start.ts'
import { acrossOrganizations } from '../db/reach.ts'
import { systemClock } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import type { Logger } from '../lib/log.ts'
import { describeVerification, listAuditedOrganizations, verifyAuditChain } from '../services/audit/verify-chain.ts'
import { checkLedger, describeImbalance } from '../services/billing/check-ledger.ts'
import { pingScanner } from '../services/evidence/scan.ts'
import { findSecretDifference, findStoreDifference, isInstalled } from '../services/installation/difference.ts'
import { describeBlobFault, probeBlobs } from '../services/installation/probe.ts'
import { MODEL_FILES, type ModelName, readModelFile } from '../vision/models.ts'
import { examineBackups } from './backup/examine-backups.ts'
import { findOpenMode } from './data-folder.ts'
import { openContext } from './open-context.ts'
import { asBlobsOwner } from './root/as-blobs-owner.ts'
import { chooseServerUser } from './root/give-files.ts'
import { findObstacle } from './root/obstacle.ts'

interface Examination {
  readonly name: string
  /** Resolves to a remark when fine, or to what works but is weaker than it should be; throws with what is wrong. */
  readonly run: (config: Config, log: Logger) => Promise<string | { readonly weak: string }>
  /** The command or change that mends it. */
  readonly mend: string
}

const MIN_FREE_BYTES = 1_000_000_000

const EXAMINATIONS: readonly Examination[] = [
  { name: 'runtime', run: examineRuntime, mend: 'npm ci' },
  { name: 'data folder', run: examineDataFolder, mend: 'set OPENIDV_DATA_DIR to a folder that this user can write to' },
  {
    name: 'privacy of the data folder',
    run: examineOpenMode,
    mend: 'start the server as the user who owns it, which closes it, or chmod go-rwx it',
  },
  {
    name: 'user of the server',
    run: examineUser,
    mend: 'do what it says, or run the server as a user of its own (docs/guides/production.md)',
  },
  { name: 'database', run: examineDatabase, mend: 'npm run migrate, or check DATABASE_URL' },
  {
    name: 'database role',
    run: examineRole,
    mend: 'let the role of DATABASE_URL create roles, or set OPENIDV_DATABASE_OWNER_URL (docs/guides/production.md)',
  },
  {
    name: 'files',
    run: examineFiles,
    mend: 'set OPENIDV_BLOBS as on the other nodes, and give its store space and the rights that docs/guides/production.md names',
  },
  {
    name: 'backups',
    run: examineKeptBackups,
    mend: 'set OPENIDV_BACKUP_DIR to a folder of another disk that has room, or back up by a timer (docs/guides/backup.md)',
  },
  {
    name: 'root secret',
    run: examineSecret,
    mend: 'put back OPENIDV_SECRET_KEY, or secret.key of the data folder',
  },
  { name: 'ledger', run: examineLedger, mend: 'restore a backup; the entries listed do not sum up' },
  { name: 'audit log', run: examineAuditLog, mend: 'restore a backup, or find out who wrote to the database by hand' },
  {
    name: 'child processes',
    run: examineChildren,
    mend: 'put the program where every user may enter its folders (chmod o+x), or run the server as a user of its own',
  },
  { name: 'malware scanner', run: examineScanner, mend: 'start clamd, or check OPENIDV_CLAMD' },
  { name: 'models', run: examineModels, mend: 'rm -r node_modules models/*/ && npm ci' },
]

/** Prints ok, or what is weak or wrong and how to mend it, for each part; throws when any is wrong. */
export async function runDoctor(config: Config, log: Logger): Promise<void> {
  let broken = 0
  for (const { name, run, mend } of EXAMINATIONS) {
    try {
      const found = await acrossOrganizations(() => run(config, log))
      process.stdout.write(
        typeof found === 'string'
          ? `ok      ${name}: ${found}\n`
          : `weak    ${name}: ${found.weak}\n        mend it: ${mend}\n`,
      )
    } catch (error) {
      broken++
      const what = error instanceof Error ? error.message : String(error)
      process.stdout.write(`broken  ${name}: ${what}\n        mend it: ${mend}\n`)
    }
  }
  if (broken > 0)
    throw new AppError('internal_error', { message: `${broken} of ${EXAMINATIONS.length} parts are broken` })
}

async function examineRuntime(): Promise<string> {
  const major = Number(process.versions.node.split('.')[0])
  if (major < 24) throw new Error(`Node ${process.versions.node} runs, 24 is needed`)
  return `Node ${process.versions.node}`
}

async function examineDataFolder({ dataDir }: Config): Promise<string> {
  await mkdir(dataDir, { recursive: true })
  await access(dataDir, constants.R_OK | constants.W_OK)
  const { bavail, bsize } = await statfs(dataDir)
  if (bavail * bsize < MIN_FREE_BYTES) throw new Error(`less than 1 GB is free in ${dataDir}`)
  return dataDir
}

async function examineOpenMode({ dataDir }: Config): Promise<string | { readonly weak: string }> {
  const mode = await findOpenMode(dataDir)
  return mode === undefined ? 'other users see nothing of it' : { weak: `others may do more than pass: mode ${mode}` }
}

/** As root, somebody else must be able to run the server. */
async function examineUser(config: Config): Promise<string | { readonly weak: string }> {
  if (process.getuid?.() !== 0) return 'whoever runs this'
  if (config.production) return 'root is refused'
  const user = await chooseServerUser(config)
  const why = await findObstacle(config, user, [])
  return why === undefined ? `${user.uid}, without privileges` : { weak: `root, since ${why}` }
}

async function examineDatabase(config: Config, log: Logger): Promise<string> {
  const { access, close } = await openContext(config, log, 'cli')
  await close()
  return config.database.url ? 'reachable and up to date' : `embedded, up to date (${new URL(access.url).host})`
}

async function examineRole(config: Config, log: Logger): Promise<string | { readonly weak: string }> {
  const { access, close } = await openContext(config, log, 'cli')
  await close()
  if (access.shared === undefined) return `the application is ${access.role}, which owns nothing`
  return { weak: `everything runs as ${access.role}, the owner of the tables, since ${access.shared}` }
}

/** Beside a server that has not started yet there is nothing to compare with. */
async function examineFiles(config: Config, log: Logger): Promise<string> {
  const { ctx, close } = await openContext(config, log, 'cli')
  try {
    await asBlobsOwner(config, () => probeBlobs(ctx.blobs)).catch((error) =>
      Promise.reject(new Error(describeBlobFault(ctx.blobs, error))),
    )
    const difference = (await isInstalled(ctx)) ? await findStoreDifference(ctx) : undefined
    if (difference !== undefined) throw new Error(difference)
    return `${ctx.blobs.name}, a file was written, read and removed`
  } finally {
    await close()
  }
}

async function examineKeptBackups(config: Config): Promise<string | { readonly weak: string }> {
  const isRunning = (await findRunningEmbedded(config.dataDir)) !== undefined
  return examineBackups(config, { isRunning, nowMs: systemClock.nowMs() })
}

async function examineSecret(config: Config, log: Logger): Promise<string> {
  const { ctx, close } = await openContext(config, log, 'cli')
  const difference = await findSecretDifference(ctx).finally(close)
  if (difference !== undefined) throw new Error(difference)
  return 'the one that the installation works with'
}

async function examineLedger(config: Config, log: Logger): Promise<string> {
  const { ctx, close } = await openContext(config, log, 'cli')
  const imbalances = await checkLedger(ctx).finally(close)
  if (imbalances.length > 0) throw new Error(imbalances.map(describeImbalance).join('; '))
  return 'every account and transaction sums up'
}

async function examineAuditLog(config: Config, log: Logger): Promise<string> {
  const { ctx, close } = await openContext(config, log, 'cli')
  try {
    let count = 0
    for (const organizationId of await listAuditedOrganizations(ctx)) {
      const verification = await verifyAuditChain(ctx, { kind: 'operator', organizationId })
      if (!verification.isIntact) throw new Error(describeVerification(verification))
      count += verification.count
    }
    return `every chain is intact, ${count} rows`
  } finally {
    await close()
  }
}

/** As root, what strangers sent is decoded by a user that must reach our code. */
async function examineChildren(): Promise<string> {
  const barrier = findChildBarrier()
  if (barrier !== undefined) throw new Error(`decoders and models run as root, since others may not enter ${barrier}`)
  return describePrivileges()
}

async function examineScanner({ scanner }: Config): Promise<string> {
  if (scanner === undefined) return 'none; PDFs are kept as they come'
  await pingScanner(scanner)
  return 'clamd answers'
}

async function examineModels(): Promise<string> {
  const names = Object.keys(MODEL_FILES) as ModelName[]
  for (const name of names) await readModelFile(name)
  return `${names.length} files, SHA-256 as pinned`
}
