/** Notes beside the log why backups are not kept at present, for `doctor`, which is another process. */
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ignoreMissing, writeWholeFile } from '../../lib/whole-file.ts'
import { LOG_FOLDER } from './manifest.ts'

const NOTE = 'trouble'

/** Where the folder takes no note, its age tells. */
export async function noteTrouble(folder: string, at: Date, error: unknown): Promise<void> {
  const why = error instanceof Error ? error.message : String(error)
  await writeWholeFile(join(folder, LOG_FOLDER, NOTE), `${at.toISOString()} ${why}`).catch(() => undefined)
}

export function forgetTrouble(folder: string): Promise<void> {
  return rm(join(folder, LOG_FOLDER, NOTE), { force: true })
}

/** When it was, and why; undefined while all is well. */
export async function readTrouble(folder: string): Promise<string | undefined> {
  return readFile(join(folder, LOG_FOLDER, NOTE), 'utf8').catch(ignoreMissing)
}
