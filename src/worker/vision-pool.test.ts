import { afterEach, describe, expect, it } from 'vitest'
import { createLogger } from '../lib/log.ts'
import { VisionError, VisionPool } from './vision-pool.ts'

const entry = new URL('../../test/fixtures/failing-child.ts', import.meta.url)
const log = createLogger('silent')

const pools: VisionPool[] = []
function openPool(options: { size: number; timeoutMs: number }): VisionPool {
  const pool = new VisionPool({ ...options, log, entry })
  pools.push(pool)
  return pool
}
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())))

const reasonOf = (run: Promise<unknown>) =>
  run.then(
    () => 'none',
    (error: unknown) => (error instanceof VisionError ? error.reason : String(error)),
  )

describe('the pool of vision processes', () => {
  it('a crash, an error and a hang each fail their own check, with the reason', async () => {
    const pool = openPool({ size: 1, timeoutMs: 6000 })
    expect(await reasonOf(pool.run('identity_verify', {}))).toBe('crashed')
    expect(await reasonOf(pool.run('document_scan', {}))).toBe('crashed')
    expect(await reasonOf(pool.run('face_detect', {}))).toBe('timeout')
  })

  it('heals: what waits behind a crash and a hang is answered', async () => {
    const pool = openPool({ size: 1, timeoutMs: 6000 })
    const kinds = ['identity_verify', 'face_compare', 'face_detect', 'face_compare', 'document_scan', 'face_compare']
    const runs = kinds.map((kind) => reasonOf(pool.run(kind as 'face_compare', {})))
    expect(await Promise.all(runs)).toEqual(['crashed', 'none', 'timeout', 'none', 'crashed', 'none'])
  })

  it('an answer that comes too late is nobody’s, and its process is killed', async () => {
    const pool = openPool({ size: 1, timeoutMs: 6000 })
    expect(await reasonOf(pool.run('face_liveness', {}))).toBe('timeout')
    for (let i = 0; i < 3; i++) {
      expect(await pool.run('face_estimate_age', {})).toEqual({ facts: { faceCount: 0 } })
      await new Promise((resolve) => setTimeout(resolve, 700))
    }
  })

  it('a process that hangs does not stop the other', async () => {
    const pool = openPool({ size: 2, timeoutMs: 60_000 })
    const hanging = reasonOf(pool.run('face_detect', {}))
    for (let i = 0; i < 20; i++)
      expect(await pool.run('face_compare', {})).toEqual({ facts: { source: [], target: [] } })
    await pool.close()
    expect(await hanging).toBe('interrupted')
  })

  it('a process that the system kills is told from one that crashes', async () => {
    const pool = openPool({ size: 1, timeoutMs: 60_000 })
    expect(await reasonOf(pool.run('face_compare', {}))).toBe('none')
    const hanging = reasonOf(pool.run('face_detect', {}))
    await new Promise((resolve) => setTimeout(resolve, 300))
    for (const pid of pool.pids) process.kill(pid, 'SIGKILL')
    expect(await hanging).toBe('interrupted')
    expect(await reasonOf(pool.run('face_compare', {}))).toBe('none')
  })

  it('once closed it refuses at once instead of letting a check wait for ever', async () => {
    const pool = openPool({ size: 1, timeoutMs: 60_000 })
    const running = reasonOf(pool.run('face_detect', {}))
    const waiting = reasonOf(pool.run('face_compare', {}))
    await pool.close()
    expect([await running, await waiting, await reasonOf(pool.run('face_compare', {}))]).toEqual([
      'interrupted',
      'interrupted',
      'interrupted',
    ])
  })
})
