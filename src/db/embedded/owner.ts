/** Chooses the user that PostgreSQL runs as, since it refuses to run as root. */
import { type Stats, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** Numeric user and group of a process. */
export interface ProcessOwner {
  readonly uid: number
  readonly gid: number
}

/** `nobody` on most systems; initdb wants its user to have a name in /etc/passwd. */
const UNPRIVILEGED: ProcessOwner = { uid: 65_534, gid: 65_534 }

/**
 * The user for the processes of the database in `folder`; undefined means our own. For root it is the owner of a
 * folder that exists, else the unprivileged user 65534.
 */
export function chooseOwner(folder: string): ProcessOwner | undefined {
  if (process.getuid?.() !== 0) return undefined
  const stats = statSync(folder, { throwIfNoEntry: false })
  return stats && stats.uid !== 0 ? { uid: stats.uid, gid: stats.gid } : UNPRIVILEGED
}

/** The first folder on the way from the root to `path`, itself included, that `owner` may not pass; undefined if none. */
export function findBarrier(path: string, owner: ProcessOwner): string | undefined {
  const parent = dirname(path)
  const above = parent === path ? undefined : findBarrier(parent, owner)
  return above ?? (mayPass(statSync(path), owner) ? undefined : path)
}

function mayPass(stats: Stats, owner: ProcessOwner): boolean {
  if (stats.uid === owner.uid) return (stats.mode & 0o100) !== 0
  if (stats.gid === owner.gid) return (stats.mode & 0o010) !== 0
  return (stats.mode & 0o001) !== 0
}
