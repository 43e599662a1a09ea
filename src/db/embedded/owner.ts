/** Chooses the user that PostgreSQL runs as, since it refuses to run as root. */
import { type Stats, statSync } from 'node:fs'
import { lchown, readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DATABASE_USER, NOBODY, type ProcessUser } from '../../lib/process-users.ts'

/**
 * The user for the processes of the database in `folder`; undefined means our own. For root it is the owner of a
 * folder that exists, else a user of the database alone.
 */
export function chooseOwner(folder: string): ProcessUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const stats = statSync(folder, { throwIfNoEntry: false })
  return stats && stats.uid !== 0 ? { uid: stats.uid, gid: stats.gid } : DATABASE_USER
}

/**
 * Takes a database over that an earlier version ran as `nobody`, or that root copied without its owner. Call as root, while no
 * server runs on the folder.
 */
export async function takeOverForeign(folder: string): Promise<void> {
  const uid = statSync(folder, { throwIfNoEntry: false })?.uid
  if (uid === NOBODY.uid || uid === 0) await giveFolder(folder, DATABASE_USER)
}

/** Gives a folder and everything in it to a user; the folder itself last, so that one cut off is begun again. */
export async function giveFolder(folder: string, { uid, gid }: ProcessUser): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await giveFolder(path, { uid, gid })
    else await lchown(path, uid, gid)
  }
  await lchown(folder, uid, gid)
}

/**
 * Who runs initdb for `owner`: it asks for the name of its user, which a number of our own has not. `nobody` then, or whoever
 * else has a name, until the folder is given to its owner.
 */
export async function findNamedUser(owner: ProcessUser): Promise<ProcessUser> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const users = text.split('\n').flatMap((line): ProcessUser[] => {
    const [, , uid, gid] = line.split(':')
    return uid && gid && Number(uid) > 0 ? [{ uid: Number(uid), gid: Number(gid) }] : []
  })
  return (
    [owner, NOBODY].map(({ uid }) => users.find((user) => user.uid === uid)).find((user) => user) ?? users[0] ?? owner
  )
}

/** The first folder on the way from the root to `path`, itself included, that `owner` may not pass; undefined if none. */
export function findBarrier(path: string, owner: ProcessUser): string | undefined {
  const parent = dirname(path)
  const above = parent === path ? undefined : findBarrier(parent, owner)
  return above ?? (mayPass(statSync(path), owner) ? undefined : path)
}

function mayPass(stats: Stats, owner: ProcessUser): boolean {
  if (stats.uid === owner.uid) return (stats.mode & 0o100) !== 0
  if (stats.gid === owner.gid) return (stats.mode & 0o010) !== 0
  return (stats.mode & 0o001) !== 0
}
