import { existsSync, readdirSync, readlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLogger } from '../lib/log.ts'
import { ChildError, ChildPool } from './child-pool.ts'

const isLinux = process.platform === 'linux'
const isRoot = process.getuid?.() === 0

const lines: string[] = []
let pool: ChildPool
function openPool(timeoutMs = 60_000, turnTimeoutMs?: number): ChildPool {
  return new ChildPool({
    size: 1,
    timeoutMs,
    ...(turnTimeoutMs !== undefined && { turnTimeoutMs }),
    maxAnswers: 100,
    code: {
      entry: new URL('../../test/fixtures/probing-child.ts', import.meta.url),
      bounds: { memoryBytes: 300_000_000, heapMegabytes: 64 },
    },
    log: createLogger('info', { write: (line) => void lines.push(line) }),
  })
}
beforeEach(() => {
  lines.length = 0
  pool = openPool()
})
afterEach(() => pool.close())

const ask = async (act: string, owner = 'a') => (await pool.run(owner, { body: act, files: {} })).body
const reasonOf = (act: string) =>
  ask(act).then(
    (body) => ['answered', body],
    (error: unknown) => [error instanceof ChildError ? error.reason : String(error), (error as Error).message],
  )
const lives = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('a child process', () => {
  it('has no secret of ours: neither environment nor folder nor handle nor, under root, our user', async () => {
    vi.stubEnv('OPENIDV_SECRET_KEY', 'a secret that no child may see')
    vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1/nothing')
    const told = await ask('tell').finally(() => vi.unstubAllEnvs())
    const { environment, ...rest } = told as { environment: string[] }
    expect(environment.filter((name) => !/^(LC_ALL|TZ|VIPS_\w+|MALLOC_ARENA_MAX|PWD|OLDPWD)$/.test(name))).toEqual([])
    expect(rest).toMatchObject({ folder: '/', niceness: 5 })
    if (isRoot) expect(rest).toMatchObject({ user: 65_533, group: 65_533, groups: [65_533] })
  })

  it.skipIf(!isLinux)('holds no file or socket that we opened but its channel', async () => {
    await ask('tell')
    const [pid = 0] = pool.pids
    const linksOf = (process: number | string) =>
      readdirSync(`/proc/${process}/fd`).map((fd) => [fd, linkOf(`/proc/${process}/fd/${fd}`)] as const)
    // What whoever started us left open is not ours.
    const given = new Set(linksOf(process.ppid).map(([, link]) => link))
    const ours = new Set(linksOf('self').map(([, link]) => link))
    const shared = linksOf(pid).filter(([fd, link]) => Number(fd) > 3 && ours.has(link) && !given.has(link))
    expect(shared.filter(([, link]) => link !== '/dev/null' && !link.startsWith('anon_inode'))).toEqual([])
    expect([0, 1].map((fd) => linkOf(`/proc/${pid}/fd/${fd}`))).toEqual(['/dev/null', '/dev/null'])
  })

  it('can read no file but the program, write none and start no process', async () => {
    for (const act of ['read', 'list', 'write', 'start']) {
      expect(await reasonOf(act)).toEqual(['failed', expect.stringMatching(/Access to this API has been restricted/)])
    }
    expect(existsSync(join(tmpdir(), 'openidv-written-by-a-child'))).toBe(false)
  })

  it.skipIf(!isLinux)('that wants more memory than it may have fails alone', async () => {
    const before = process.memoryUsage.rss()
    expect((await reasonOf('eat'))[0]).toMatch(/^(crashed|failed)$/)
    expect(process.memoryUsage.rss() - before).toBeLessThan(100_000_000)
    expect(await ask('tell')).toMatchObject({ folder: '/' })
  })

  it('whose JavaScript wants more memory than it may have fails alone', async () => {
    expect((await reasonOf('heap'))[0]).toBe('crashed')
    expect(await ask('tell')).toMatchObject({ folder: '/' })
  })

  it('that says what is no message is killed, and the next is asked', async () => {
    const [reason] = await reasonOf('lie')
    expect(reason).toBe('crashed')
    expect(lines.join('')).toContain('said something that is no message')
    expect(await ask('tell')).toMatchObject({ folder: '/' })
  })
})

describe('the pool', () => {
  it('kills a child that is late, and replaces it before anybody asks', async () => {
    await pool.close()
    pool = openPool(3000)
    await ask('tell')
    const [late = 0] = pool.pids
    expect((await reasonOf('hang'))[0]).toBe('timeout')
    await vi.waitFor(() => expect(lives(late)).toBe(false), 5000)
    await vi.waitFor(() => expect(pool.pids).toHaveLength(1), 5000)
    expect(pool.pids).not.toContain(late)
    expect(await ask('tell')).toMatchObject({ folder: '/' })
  })

  it('lets owners take turns: one who comes behind forty of another waits for what is under way and one more', async () => {
    const order: string[] = []
    const run = (owner: string) => ask('tell', owner).then(() => order.push(owner))
    const runs = Array.from({ length: 40 }, () => run('a'))
    runs.push(run('b'))
    await Promise.all(runs)
    expect(order.indexOf('b')).toBeLessThanOrEqual(2)
  })

  it('tells who waited too long for a turn, and goes on', async () => {
    await pool.close()
    pool = openPool(3000, 500)
    const hanging = reasonOf('hang')
    expect((await reasonOf('tell'))[0]).toBe('no_turn')
    expect((await hanging)[0]).toBe('timeout')
    expect(await ask('tell')).toMatchObject({ folder: '/' })
  })

  it('tells a child that cannot be started from one that dies at work', async () => {
    await pool.close()
    const entry = new URL('./no-such-code.ts', import.meta.url)
    const bounds = { memoryBytes: 300_000_000, heapMegabytes: 64 }
    const log = createLogger('silent')
    pool = new ChildPool({ code: { entry, bounds }, size: 1, timeoutMs: 60_000, maxAnswers: 1, log })
    expect((await reasonOf('tell'))[0]).toBe('unstartable')
  })

  it('starts children that die at once more and more seldom', async () => {
    await pool.close()
    const entry = new URL('./no-such-code.ts', import.meta.url)
    const bounds = { memoryBytes: 300_000_000, heapMegabytes: 64 }
    const log = createLogger('silent')
    pool = new ChildPool({ code: { entry, bounds }, size: 2, timeoutMs: 60_000, maxAnswers: 1, log })
    const startedMs = performance.now()
    const reasons = await Promise.all(Array.from({ length: 8 }, () => reasonOf('tell')))
    expect(reasons.map(([reason]) => reason)).toEqual(Array.from({ length: 8 }, () => 'unstartable'))
    // Two at a time, with rests of 250, 500 and 1000 ms between them at least.
    expect(performance.now() - startedMs).toBeGreaterThan(1700)
  })

  it('once closed refuses at once, and leaves no process', async () => {
    const waiting = ['hang', 'tell'].map(reasonOf)
    const { pids } = pool
    await pool.close()
    expect((await Promise.all(waiting)).map(([reason]) => reason)).toEqual(['closed', 'closed'])
    expect((await reasonOf('tell'))[0]).toBe('closed')
    expect(pids.some(lives)).toBe(false)
  })
})

/** A handle that was closed between two looks is none. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return '/dev/null'
  }
}
