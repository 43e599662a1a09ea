/** Gives the server's user what it needs of an installation that root made, and nothing in which root itself writes. */
import { constants } from 'node:fs'
import { chmod, chown, lstat, mkdir, open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { BLOBS_FOLDER } from '../../blobs/disk.ts'
import type { Config } from '../../config.ts'
import { LOCK_FILE } from '../../db/embedded/lock.ts'
import { giveFolder } from '../../db/embedded/owner.ts'
import type { Logger } from '../../lib/log.ts'
import { type ProcessUser, SERVER_USER } from '../../lib/process-users.ts'
import { BLOB_STORE, ID_FORM, LOG_FOLDER } from '../backup/manifest.ts'
import { openKeyring, secretPathOf } from '../root-secret.ts'

const OF_BACKUPS = new Set([BLOB_STORE, LOG_FOLDER, LOCK_FILE])

const CLOSED = 'the file of OPENIDV_AUDIT_HEADS cannot be given to the user of the server'

/** Whoever owns the data folder, if that is somebody else than root; a user of the server alone otherwise. */
export async function chooseServerUser({ dataDir }: Config): Promise<ProcessUser> {
  const { uid, gid } = await stat(dataDir)
  return uid === 0 ? SERVER_USER : { uid, gid }
}

/**
 * Lets the user pass the data folder, which stays root's, and gives it the root secret, the blobs and the file of the audit
 * log's heads. Answers the files that it must be able to read.
 */
export async function giveFiles(config: Config, user: ProcessUser, log: Logger): Promise<readonly string[]> {
  const { dataDir } = config
  const files: string[] = []
  if (config.secrets.secretKey === undefined) {
    await openKeyring(config, log)
    files.push(secretPathOf(dataDir))
  }
  for (const path of files) await giveFile(path, user)
  const { heads } = config.audit
  if (heads !== undefined && !URL.canParse(heads)) await giveFile(heads, user).catch((err) => log.warn({ err }, CLOSED))
  if (user.uid !== SERVER_USER.uid) return files
  await chmod(dataDir, 0o711)
  await giveFolderOfOurs(join(dataDir, BLOBS_FOLDER), user)
  const { dir } = config.backup
  if (dir !== undefined && (await isBackupFolder(dir))) await giveFolderOfOurs(dir, user)
  return files
}

/** Where root itself serves: what it writes among the user's blobs is given with the rest at the next start as the user. */
export async function takeBlobsBack({ dataDir }: Config): Promise<void> {
  const folder = join(dataDir, BLOBS_FOLDER)
  const stats = await lstat(folder).catch(() => undefined)
  if (stats?.isDirectory() && stats.uid === SERVER_USER.uid) await chown(folder, 0, 0)
}

/** A file of root's alone, which may be missing: a link, or one with a second name, may be a trap. */
async function giveFile(path: string, { uid, gid }: ProcessUser): Promise<void> {
  const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW
  const file = await open(path, flags, 0o600)
  try {
    const stats = await file.stat()
    if (stats.isFile() && stats.nlink === 1 && stats.uid === 0) await file.chown(uid, gid)
  } finally {
    await file.close()
  }
}

/** Any other folder stays whose it is: one that was named by mistake may be a whole disk. */
async function isBackupFolder(dir: string): Promise<boolean> {
  const names = await readdir(dir).catch(() => [])
  return names.every((name) => OF_BACKUPS.has(name) || ID_FORM.test(name))
}

/** Once: the folder itself comes last, so that whoever was cut off begins again. */
async function giveFolderOfOurs(folder: string, user: ProcessUser): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const stats = await lstat(folder)
  if (!stats.isDirectory() || stats.uid !== 0) return
  await chmod(folder, 0o700)
  await giveFolder(folder, user)
}
