/** Lets the processes of a run share what V8 made of the code: of a process that only starts, most of the time is that. */
import { chown, mkdir } from 'node:fs/promises'
import { enableCompileCache, getCompileCacheDir } from 'node:module'
import { join } from 'node:path'
import { SERVER_USER } from '../../src/lib/process-users.ts'

/** Puts the cache below `folder`, which everybody may pass; processes that are started from here on use it. */
export async function shareCompileCache(folder: string): Promise<void> {
  const cache = join(folder, 'compile')
  await mkdir(cache, { mode: 0o755 })
  process.env.NODE_COMPILE_CACHE = cache
  enableCompileCache(cache)
  const own = getCompileCacheDir()
  // Node keeps one for each user, by number; the server's may not make its own in a folder of root's.
  if (process.getuid?.() !== 0 || !own?.endsWith('-0')) return
  const theirs = `${own.slice(0, -1)}${SERVER_USER.uid}`
  await mkdir(theirs, { mode: 0o700 })
  await chown(theirs, SERVER_USER.uid, SERVER_USER.gid)
}

/** For processes whose environment is put together by hand. */
export function compileCacheEnv(): Readonly<Record<string, string>> {
  const { NODE_COMPILE_CACHE } = process.env
  return NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE }
}
