/** Notes up to which time the log that is kept goes, which the log itself does not say while nothing is written. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWholeFile } from '../../lib/whole-file.ts'
import { LOG_FOLDER } from './manifest.ts'

const NOTE = 'reach'

/** Everything that was acknowledged before `at`, files included, is in the folder of the backups. */
export function noteReach(root: string, at: Date): Promise<void> {
  return writeWholeFile(join(root, LOG_FOLDER, NOTE), at.toISOString())
}

/** That time; undefined where no log is kept. */
export async function readReach(root: string): Promise<Date | undefined> {
  const text = await readFile(join(root, LOG_FOLDER, NOTE), 'utf8').catch(() => '')
  return Number.isNaN(Date.parse(text)) ? undefined : new Date(text)
}
