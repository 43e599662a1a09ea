/** `openidv verify-backup DIR`: looks whether the newest backup is whole, and restores its database to a temporary folder. */
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Config } from '../../config.ts'
import type { Context } from '../../context.ts'
import { BackupError } from '../../db/backup/backup-error.ts'
import { acrossOrganizations } from '../../db/reach.ts'
import { createKeyring, newDataKey } from '../../lib/keyring.ts'
import type { Logger } from '../../lib/log.ts'
import { describeVerification, listAuditedOrganizations, verifyAuditChain } from '../../services/audit/verify-chain.ts'
import { checkLedger, describeImbalance } from '../../services/billing/check-ledger.ts'
import { walkKeptBlobKeys } from '../../services/evidence/list-kept.ts'
import { type CommandOptions, print } from '../command-options.ts'
import { openContext } from '../open-context.ts'
import { readSecret, secretPathOf } from '../root-secret.ts'
import { type BlobSums, readBackedUp, readBlobList, readLaterBlobs } from './blob-list.ts'
import { requireFolder } from './make-backup.ts'
import { BACKUP_SECRET, type FoundBackup, fingerprintsOf, listBackups, pickBackup } from './manifest.ts'
import { requireSum, restoreDatabase } from './restore-backup.ts'

const MAX_NAMED = 5

/** Prints a line for each thing that is as it should be; throws `BackupError` for the first that is not. */
export async function verifyBackup({ config, log, rest }: CommandOptions): Promise<void> {
  const root = resolve(requireFolder(rest[0]))
  const backup = await pickBackup(root)
  const { cut } = await listBackups(root)
  for (const id of cut) print(`weak    ${id} was cut off before its end, and may be deleted`)
  const { id, folder, manifest } = backup
  for (const name of Object.keys(manifest.files)) await requireSum(folder, manifest, name)
  print(`ok      backup ${id}: ${Object.keys(manifest.files).length} files as they were written`)
  const blobs = await readBlobList(folder)
  const later = await readLaterBlobs(folder)
  await requireBlobs(root, [...blobs, ...later])
  print(`ok      sealed files: ${blobs.size + later.size}, as they were written`)
  await rehearse(backup, blobs, config, log)
}

async function requireBlobs(root: string, blobs: Iterable<readonly [string, string]>): Promise<void> {
  const wrong: string[] = []
  for (const [key, sum] of blobs) {
    const found = await readBackedUp(root, key, sum)
    if (typeof found === 'string') wrong.push(found)
  }
  requireNone(wrong, 'sealed files are not as they were written')
}

/** The database is started as that of an installation of its own, which is deleted when all has been looked at. */
async function rehearse(backup: FoundBackup, blobs: BlobSums, config: Config, log: Logger): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), 'openidv-verify-'))
  // As root the database has a user of its own, who must get there.
  if (process.getuid?.() === 0) await chmod(place, 0o711)
  const dataDir = join(place, 'data')
  try {
    await restoreDatabase(backup, dataDir, log)
    print('ok      database: every file as PostgreSQL sent it; it recovers')
    const secret = await findSecret(backup, config)
    await writeFile(secretPathOf(dataDir), secret ?? newDataKey().toString('hex'), { mode: 0o600 })
    const secrets = { ...config.secrets, secretKey: undefined }
    const database = { ...config.database, url: undefined, ownerUrl: undefined }
    const { ctx, close } = await openContext({ ...config, dataDir, database, secrets }, log, 'cli')
    try {
      await acrossOrganizations(() => examine(ctx, blobs, secret !== undefined))
    } finally {
      await close()
    }
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

async function examine(ctx: Context, blobs: BlobSums, hasSecret: boolean): Promise<void> {
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
  const missing: string[] = []
  for await (const key of walkKeptBlobKeys(ctx)) if (!blobs.has(key)) missing.push(key)
  requireNone(missing, 'files that the database names are not in the backup')
  print('ok      every file that the database names is in the backup')
}

/** The secret that the backup was made under, if this machine or the backup has it. */
async function findSecret({ folder, manifest }: FoundBackup, config: Config): Promise<string | undefined> {
  const candidates = [
    await readSecret(config).catch(() => undefined),
    manifest.files[BACKUP_SECRET] && (await readFile(join(folder, BACKUP_SECRET), 'utf8')),
  ]
  return candidates.find((secret) => secret && fingerprintsOf(createKeyring(secret))[0] === manifest.secrets[0])
}

function requireNone(faults: readonly string[], what: string): void {
  if (faults.length === 0) return
  const more = faults.length > MAX_NAMED ? `\n  and ${faults.length - MAX_NAMED} more` : ''
  throw new BackupError(`${faults.length} ${what}:\n  ${faults.slice(0, MAX_NAMED).join('\n  ')}${more}`)
}
