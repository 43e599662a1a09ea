/** Keeps two starts of one clone from doing the same piece of work on top of each other. */
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { DIST } from './paths.mjs'

/** Nothing held here takes longer; an older lock belongs to a process id that was given out again. */
const STALE_AFTER_MS = 20 * 60_000

/**
 * Runs `work` while no other process holds the lock of that name; waits for its turn.
 * `work` gets a function that adds a child's process id, so that the lock outlives a killed parent.
 */
export async function holdLock(name, work) {
  const folder = join(DIST, '.locks', name)
  mkdirSync(folder, { recursive: true })
  const path = await takeLock(folder)
  try {
    return await work((pid) => appendFileSync(path, ` ${pid}`))
  } finally {
    rmSync(path, { force: true })
  }
}

/**
 * Locks are numbered files and the highest one counts. A dead one is never removed but outnumbered: creating the next
 * number succeeds for exactly one of the processes that found it dead.
 */
async function takeLock(folder) {
  let hasWaited = false
  for (;;) {
    const highest = Math.max(-1, ...readdirSync(folder).map(Number))
    if (highest >= 0 && isHeld(join(folder, String(highest)))) {
      if (!hasWaited) console.error('openidv: waiting for another start of this clone …')
      hasWaited = true
      await wait(200)
      continue
    }
    const path = join(folder, String(highest + 1))
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' })
      return path
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
  }
}

function isHeld(path) {
  try {
    const ageMs = Date.now() - statSync(path).mtimeMs
    if (ageMs > STALE_AFTER_MS) return false
    const pids = readFileSync(path, 'utf8').split(' ').map(Number)
    // An empty file was created a moment ago and is about to get its process id.
    return pids.some((pid) => (pid === 0 ? ageMs < 2000 : isAlive(pid)))
  } catch (error) {
    // Given back since the folder was listed; the caller has to list again before it picks a number.
    if (error.code === 'ENOENT') return true
    throw error
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
