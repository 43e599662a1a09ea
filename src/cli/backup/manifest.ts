/** The page that says what a backup holds and what each file must be; it is written last, so that half a backup has none. */
import { z } from 'zod'
import { BackupError } from '../../db/backup/backup-error.ts'
import { sha256 } from '../../lib/crypto.ts'
import type { Keyring } from '../../lib/keyring.ts'
import type { BackupPlace } from './places/place.ts'

/** In the folder of the backups: the sealed files of all of them, each kept once. */
export const BLOB_STORE = 'blobs'
/** In the folder of one backup: its blobs, a line each as `sha256sum` writes them. */
export const BLOB_LIST = 'blobs.txt'
/** The same of those that came later, while the log was kept. */
export const LATER_LIST = 'later-blobs.txt'
/** In the folder of the backups: the write-ahead log. */
export const LOG_FOLDER = 'wal'
/** The root secret, where it was asked for. */
export const BACKUP_SECRET = 'secret.key'
/** Written last: without it a backup is half. */
export const MANIFEST = 'manifest.json'

/** The name of a backup. */
export const ID_FORM = /^\d{8}T\d{9}Z$/

const sum = z.object({ sizeBytes: z.int(), sha256: z.string() })

const manifestSchema = z.object({
  format: z.literal(1),
  id: z.string(),
  /** Version of the program, and of its tables: the number of the last migration. */
  openidv: z.string(),
  schema: z.int(),
  /** Version of the server, such as 18.4. */
  postgres: z.string(),
  systemId: z.string(),
  timeline: z.int(),
  startLsn: z.string(),
  endLsn: z.string(),
  /** The copy of the database holds everything that was acknowledged before this time. */
  startedAt: z.iso.datetime(),
  /** And nothing that was written after this one. */
  endedAt: z.iso.datetime(),
  /** Fingerprints of the root secrets that open what is in it, the current one first. */
  secrets: z.array(z.string()),
  /** By the name in this backup's folder. */
  files: z.record(z.string(), sum),
  /** `store`, where the sealed files are not in the backup: `postgres`, or the bucket that has them. */
  blobs: z.object({ count: z.int(), store: z.string().optional() }),
})

export type Manifest = z.infer<typeof manifestSchema>

/** One backup of a place of backups. */
export interface FoundBackup {
  /** The folder that it has there. */
  readonly id: string
  readonly manifest: Manifest
}

/** A name that sorts by time, of a moment. */
export function toBackupId(at: Date): string {
  return at.toISOString().replaceAll(/[-:.]/g, '')
}

/** What tells root secrets apart and says nothing else of them: 31 bits of their digests, the current one first. */
export function fingerprintsOf({ masters }: Keyring): string[] {
  return masters.map(({ version }) => version.toString(16).padStart(8, '0'))
}

/** Ends a backup: from here on it is one. */
export async function writeManifest(place: BackupPlace, manifest: Manifest): Promise<void> {
  const text = JSON.stringify({ ...manifest, sha256: sumOf(manifest) }, null, 2)
  await place.write(`${manifest.id}/${MANIFEST}`, `${text}\n`)
}

/** The backups of a place, oldest first, and the ids of those that were cut off. Throws `BackupError` for a damaged one. */
export async function listBackups(place: BackupPlace): Promise<{ whole: FoundBackup[]; cut: string[] }> {
  const names = await place.list('')
  const whole: FoundBackup[] = []
  const cut: string[] = []
  for (const id of names.filter((name) => ID_FORM.test(name)).sort()) {
    const path = `${id}/${MANIFEST}`
    const text = await place.find(path)
    if (text === undefined) cut.push(id)
    else whole.push({ id, manifest: parseManifest(text.toString(), `${place.name}/${path}`) })
  }
  return { whole, cut }
}

/** The newest backup of a place that ended by `until`; throws `BackupError` where there is none, and says why. */
export async function pickBackup(place: BackupPlace, until?: Date): Promise<FoundBackup> {
  const { whole, cut } = await listBackups(place)
  const picked = whole.findLast(({ manifest }) => until === undefined || new Date(manifest.endedAt) <= until)
  if (picked) return picked
  if (whole[0])
    throw new BackupError(`The oldest backup of ${place.name} is of ${whole[0].manifest.endedAt}, which is later.`)
  if (cut.length > 0)
    throw new BackupError(`The backup ${cut.at(-1)} in ${place.name} was cut off before its end: make another.`)
  throw new BackupError(`There is no backup in ${place.name}.`)
}

function parseManifest(text: string, path: string): Manifest {
  try {
    const { sha256: noted, ...content } = JSON.parse(text)
    const manifest = manifestSchema.parse(content)
    if (noted === sumOf(manifest)) return manifest
  } catch (cause) {
    if (/"format": (?!1,)/.test(text))
      throw new BackupError(`${path} is of another version of OpenIDV: restore it with that one.`, { cause })
    throw new BackupError(`${path} is damaged.`, { cause })
  }
  throw new BackupError(`${path} was changed after it was written.`)
}

/** Over the fields in the order of the schema, so that the text may be laid out in any way. */
function sumOf(manifest: Manifest): string {
  return sha256(JSON.stringify(manifestSchema.parse(manifest))).toString('hex')
}
