/** What `doctor` says of the backups that the server keeps. */
import type { Config } from '../../config.ts'
import { readReach } from './log-reach.ts'
import { listBackups } from './manifest.ts'
import { openFolderPlace } from './places/folder-place.ts'
import { readTrouble } from './trouble.ts'

const HOUR_MS = 3_600_000
/** Files and log come every ten seconds: something hangs when they have not come for so long. */
export const LATE_MS = 300_000

/**
 * A remark when fine, or what is weaker than it should be; throws with what is wrong. Of a server that does not run, no log is
 * expected.
 */
export async function examineBackups(
  { backup, database }: Config,
  { isRunning, nowMs }: { readonly isRunning: boolean; readonly nowMs: number },
): Promise<string | { readonly weak: string }> {
  if (database.url) return 'left to the tools of your own database'
  const { dir, everyHours } = backup
  if (dir === undefined) return { weak: 'the server keeps none: OPENIDV_BACKUP_DIR is not set' }
  const trouble = await readTrouble(dir)
  if (trouble !== undefined) throw new Error(`not kept at present, since ${trouble}`)
  const { whole } = await listBackups(openFolderPlace(dir))
  const newest = whole.at(-1)
  if (!newest) return { weak: `there is none in ${dir} yet` }
  const startedMs = Date.parse(newest.manifest.startedAt)
  const reachMs = Math.max(startedMs, (await readReach(dir))?.at.getTime() ?? 0)
  if (isRunning && nowMs - reachMs > LATE_MS)
    throw new Error(`${dir} has nothing of after ${toTime(reachMs)}, though the server runs: look into its log`)
  if (nowMs - startedMs > (everyHours + 1) * HOUR_MS) return { weak: `the newest is of ${toTime(startedMs)}` }
  return `the newest of ${toTime(startedMs)}, and everything since until ${toTime(reachMs)}`
}

function toTime(ms: number): string {
  return new Date(ms).toISOString()
}
