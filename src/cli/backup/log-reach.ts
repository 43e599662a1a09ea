/** Notes up to which time and place the log that is kept goes, so that a restore can tell whether it has all of it. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { formatLsn, parseLsn } from '../../db/backup/wal-names.ts'
import { writeWholeFile } from '../../lib/whole-file.ts'
import { LOG_FOLDER } from './manifest.ts'

/** How far the log goes. */
export interface LogReach {
  /** Everything that was acknowledged before is there, files included. */
  readonly at: Date
  /** Where a record ends that was written at that time; undefined in a note of an earlier version. */
  readonly lsn: bigint | undefined
}

const NOTE = 'reach'
const FORM = /^(?<at>\S+)(?: (?<lsn>[0-9A-F]+\/[0-9A-F]+))?$/

export function noteReach(folder: string, { at, lsn }: LogReach): Promise<void> {
  const place = lsn === undefined ? '' : ` ${formatLsn(lsn)}`
  return writeWholeFile(join(folder, LOG_FOLDER, NOTE), at.toISOString() + place)
}

/** Undefined where no log is kept. */
export async function readReach(folder: string | undefined): Promise<LogReach | undefined> {
  if (folder === undefined) return undefined
  const text = await readFile(join(folder, LOG_FOLDER, NOTE), 'utf8').catch(() => '')
  const { at = '', lsn } = FORM.exec(text.trim())?.groups ?? {}
  return Number.isNaN(Date.parse(at))
    ? undefined
    : { at: new Date(at), lsn: lsn === undefined ? undefined : parseLsn(lsn) }
}
