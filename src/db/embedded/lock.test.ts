import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FolderLockedError } from '../start-error.ts'
import { type FolderLock, lockFolder } from './lock.ts'

/** Beyond what Linux and macOS number. */
const DEAD_PID = 99_999_999

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openidv-lock-'))
})

afterEach(() => rm(folder, { recursive: true }))

function leaveLock(holder: object | string): Promise<void> {
  return writeFile(join(folder, 'openidv.lock'), typeof holder === 'string' ? holder : JSON.stringify(holder))
}

test('a held folder is refused with the holder and the folder named, and free after release', async () => {
  const lock = await lockFolder(folder)
  const refusal = lockFolder(folder)
  await expect(refusal).rejects.toThrow(FolderLockedError)
  await expect(refusal).rejects.toThrow(`${folder} is in use by another OpenIDV, process id ${process.pid}`)
  await lock.release()
  await (await lockFolder(folder)).release()
  expect(await readdir(folder)).toEqual([])
})

test.each([
  ['a dead process', { pid: DEAD_PID, startMark: '', nonce: 'a' }],
  ['a living process that took over the number of a dead one', { pid: process.pid, startMark: 'earlier', nonce: 'a' }],
  ['a machine that crashed while writing', '{"pid":'],
])('the lock left by %s is taken over', async (_who, holder) => {
  await leaveLock(holder)
  const lock = await lockFolder(folder)
  await expect(lockFolder(folder)).rejects.toThrow(FolderLockedError)
  await lock.release()
})

/** Comes a few turns of the event loop later, so that it meets the others at any point of their way. */
async function lockLater(turns: number): Promise<FolderLock> {
  for (let turn = 0; turn < turns; turn++) await setImmediate()
  return lockFolder(folder)
}

test('of many that find a dead lock at about the same time exactly one gets it', async () => {
  for (let round = 0; round < 20; round++) {
    await leaveLock({ pid: DEAD_PID, startMark: '', nonce: String(round) })
    const attempts = await Promise.allSettled(Array.from({ length: 12 }, (_, late) => lockLater((late * round) % 13)))
    const held = attempts.filter((attempt) => attempt.status === 'fulfilled')
    expect(held).toHaveLength(1)
    await held[0]?.value.release()
    expect(await readdir(folder)).toEqual([])
  }
})

test('a second release leaves the next holder alone', async () => {
  const first = await lockFolder(folder)
  await first.release()
  const second = await lockFolder(folder)
  await first.release()
  await expect(lockFolder(folder)).rejects.toThrow(FolderLockedError)
  await second.release()
})
