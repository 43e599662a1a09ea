/** `openidv verify-backup PLACE`: looks whether the newest backup is whole, and rehearses its restore in a temporary folder. */
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../../config.ts'
import type { Context } from '../../context.ts'
import { BackupError, toDiskError } from '../../db/backup/backup-error.ts'
import { acrossOrganizations } from '../../db/reach.ts'
import { inBatches } from '../../lib/in-batches.ts'
import { createKeyring, newDataKey } from '../../lib/keyring.ts'
import type { Logger } from '../../lib/log.ts'
import { describeVerification, listAuditedOrganizations, verifyAuditChain } from '../../services/audit/verify-chain.ts'
import { checkLedger, describeImbalance } from '../../services/billing/check-ledger.ts'
import { type CommandOptions, print } from '../command-options.ts'
import { openContext } from '../open-context.ts'
import { readSecret, secretPathOf } from '../root-secret.ts'
import { type BlobSums, readBackedUp, readBlobList, readLaterBlobs } from './blob-list.ts'
import { readReach } from './log-reach.ts'
import { BACKUP_SECRET, type FoundBackup, fingerprintsOf, listBackups, pickBackup } from './manifest.ts'
import { listMissingFiles } from './missing-files.ts'
import { withPlace } from './places/open-place.ts'
import type { BackupPlace } from './places/place.ts'
import { requireSum, restoreDatabase } from './restore-backup.ts'

const MAX_NAMED = 5

/** Prints a line for each thing that is as it should be; throws `BackupError` for the first that is not. */
export async function verifyBackup({ config, log, rest }: CommandOptions): Promise<void> {
  await withPlace(config, rest[0], async (place) => {
    const backup = await pickBackup(place)
    const { cut } = await listBackups(place)
    for (const id of cut) print(`weak    ${id} was cut off before its end, and may be deleted`)
    const { id, manifest } = backup
    const names = Object.keys(manifest.files)
    for (const name of names) await requireSum(place, backup, name)
    print(`ok      backup ${id}: ${names.length} files as they were written`)
    // The log is kept ahead of the files: it counts as far as both are there.
    const reach = await readReach(place.folder)
    const until = reach && reach.at > new Date(manifest.endedAt) ? reach.at : undefined
    const blobs = new Map([...(await readBlobList(place, id)), ...(await readLaterBlobs(place, id))])
    await requireBlobs(place, blobs)
    print(`ok      sealed files: ${blobs.size}, as they were written`)
    await rehearse(place, backup, { blobs, config, log, until })
  })
}

async function requireBlobs(place: BackupPlace, blobs: BlobSums): Promise<void> {
  const wrong: string[] = []
  await inBatches(blobs, async ([key, sum]) => {
    const found = await readBackedUp(place, key, sum)
    if (typeof found === 'string') wrong.push(found)
  })
  requireNone(wrong, 'sealed files are not as they were written')
}

interface Rehearsal {
  readonly blobs: BlobSums
  readonly config: Config
  readonly log: Logger
  /** Where a log is kept: the time up to which it is. */
  readonly until: Date | undefined
}

/** The database is started as that of an installation of its own, which is deleted when all has been looked at. */
async function rehearse(
  place: BackupPlace,
  backup: FoundBackup,
  { blobs, config, log, until }: Rehearsal,
): Promise<void> {
  const begun = performance.now()
  const parent = await mkdtemp(join(tmpdir(), 'openidv-verify-'))
  // As root the database has a user of its own, who must get there.
  if (process.getuid?.() === 0) await chmod(parent, 0o711)
  const dataDir = join(parent, 'data')
  try {
    await restoreDatabase(place, backup, dataDir, log, until)
    const end = until ? `with its log to ${until.toISOString()}` : 'with no log behind it'
    print(`ok      database: every file as PostgreSQL sent it; it recovers, ${end}`)
    const secret = await findSecret(place, backup, config)
    await writeFile(secretPathOf(dataDir), secret ?? newDataKey().toString('hex'), { mode: 0o600 })
    const secrets = { ...config.secrets, secretKey: undefined }
    const database = { ...config.database, url: undefined, ownerUrl: undefined }
    const { ctx, close } = await openContext({ ...config, dataDir, database, secrets }, log, 'cli')
    try {
      await acrossOrganizations(async () => {
        await examine(ctx, secret !== undefined)
        await examineFiles(ctx, blobs, backup.manifest.blobs.store)
      })
    } finally {
      await close()
    }
    const mebibytes = Math.ceil((await measure(parent)) / 2 ** 20)
    const seconds = ((performance.now() - begun) / 1000).toFixed(1)
    print(`ok      the rehearsal took ${seconds} s and ${mebibytes} MiB in ${tmpdir()}, which are free again`)
  } catch (error) {
    throw toDiskError(parent, error)
  } finally {
    await rm(parent, { recursive: true, force: true })
  }
}

async function examine(ctx: Context, hasSecret: boolean): Promise<void> {
  requireNone((await checkLedger(ctx)).map(describeImbalance), 'accounts do not sum up')
  print('ok      ledger: every account and transaction sums up')
  const broken: string[] = []
  let rows = 0
  for (const organizationId of await listAuditedOrganizations(ctx)) {
    const verification = await verifyAuditChain(ctx, { kind: 'operator', organizationId })
    rows += verification.count
    if (verification.problem && (hasSecret || verification.problem.kind !== 'seal_unknown'))
      broken.push(describeVerification(verification))
  }
  requireNone(broken, 'audit logs are not as they were written')
  print(`ok      audit log: every chain is intact, ${rows} rows${hasSecret ? '' : '; its seals need the root secret'}`)
}

/** Files that lie in a bucket are beyond a backup: whoever keeps the bucket looks after them. */
async function examineFiles(ctx: Context, blobs: BlobSums, store: string | undefined): Promise<void> {
  if (store !== undefined && store !== 'postgres') {
    print(`weak    the sealed files are not in the backup, but in ${store}, which needs a protection of its own`)
    return
  }
  const missing = await listMissingFiles(ctx, store === undefined ? blobs : undefined)
  requireNone(missing, 'files that the database names are not in the backup')
  print('ok      every file that the database names is in the backup')
}

/** Bytes of the files of a folder. */
async function measure(folder: string): Promise<number> {
  let bytes = 0
  for (const { name, parentPath } of await readdir(folder, { recursive: true, withFileTypes: true })) {
    bytes += (await stat(join(parentPath, name)).catch(() => undefined))?.size ?? 0
  }
  return bytes
}

/** The secret that the backup was made under, if this machine or the backup has it. */
async function findSecret(
  place: BackupPlace,
  { id, manifest }: FoundBackup,
  config: Config,
): Promise<string | undefined> {
  const candidates = [
    await readSecret(config).catch(() => undefined),
    manifest.files[BACKUP_SECRET] && (await place.find(`${id}/${BACKUP_SECRET}`))?.toString(),
  ]
  return candidates.find((secret) => secret && fingerprintsOf(createKeyring(secret))[0] === manifest.secrets[0])
}

function requireNone(faults: readonly string[], what: string): void {
  if (faults.length === 0) return
  const more = faults.length > MAX_NAMED ? `\n  and ${faults.length - MAX_NAMED} more` : ''
  throw new BackupError(`${faults.length} ${what}:\n  ${faults.slice(0, MAX_NAMED).join('\n  ')}${more}`)
}
