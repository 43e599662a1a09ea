/** Proves that a log that nobody can write, or nobody reads, is lost and nothing else. */
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it, vi } from 'vitest'

const ENTRY = fileURLToPath(new URL('../../test/fixtures/logging-process.ts', import.meta.url))
/** Whoever waits for a reader waits for ever; a busy machine may keep a process waiting, too. */
const MAX_LAG_MS = 15_000
/** 60 MB in all. */
const MANY = 60_000

let child: ChildProcess
afterEach(() => {
  child.kill('SIGKILL')
})

function start(stdout: 'pipe' | number): ChildProcess {
  const stdio: StdioOptions = ['ignore', stdout, 'inherit', 'ipc']
  child = spawn(process.execPath, [ENTRY], { stdio })
  return child
}

async function log(lines: number): Promise<{ longestLagMs: number; grownBytes: number }> {
  child.send({ log: lines })
  const [told] = await once(child, 'message')
  return told as { longestLagMs: number; grownBytes: number }
}

async function end(): Promise<number | null> {
  const { stdout } = child
  // What the pipe still holds arrives after the process has ended.
  const read = stdout && !stdout.destroyed ? once(stdout, 'close') : undefined
  const ended = once(child, 'exit')
  child.disconnect()
  await Promise.all([ended, read])
  return child.exitCode
}

function expectUnharmed({ longestLagMs, grownBytes }: { longestLagMs: number; grownBytes: number }): void {
  expect(longestLagMs).toBeLessThan(MAX_LAG_MS)
  expect(grownBytes).toBeLessThan(80_000_000)
}

const parse = (text: string) => text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))

it('every line arrives in a file, in order, the last ones at the end of the process', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'openidv-log-'))
  const file = openSync(join(folder, 'log'), 'w')
  start(file)
  closeSync(file)
  await log(3000)
  child.send({ log: 50 })
  expect(await end()).toBe(0)
  const lines = parse(await readFile(join(folder, 'log'), 'utf8'))
  expect(lines.slice(0, 3000).map(({ i }) => i)).toEqual(Array.from({ length: 3000 }, (_, i) => i))
  expect(lines.length).toBeGreaterThan(3000)
  await rm(folder, { recursive: true })
}, 30_000)

it.runIf(process.platform === 'linux')(
  'a full disk costs lines, and neither the process nor its time',
  async () => {
    const full = openSync('/dev/full', 'w')
    start(full)
    closeSync(full)
    expectUnharmed(await log(MANY))
    expect(await end()).toBe(0)
  },
  120_000,
)

it('a reader that stops reading costs lines, whose number is told when it reads again', async () => {
  const { stdout } = start('pipe')
  expectUnharmed(await log(MANY))
  let text = ''
  stdout?.setEncoding('utf8').on('data', (piece: string) => {
    text += piece
  })
  await log(2000)
  await log(10)
  const lines = () => parse(text.slice(0, text.lastIndexOf('\n') + 1))
  const dropped = () => lines().filter(({ msg }) => msg === 'log lines were dropped: standard output took no more')
  const count = () => dropped().reduce((sum, { lines: told }) => sum + told, lines().length - dropped().length)
  // Until nothing is under way: what the end of the process cuts off in the middle may be written twice.
  await vi.waitFor(() => expect(count()).toBe(MANY + 2010), 20_000)
  expect(dropped().length).toBeGreaterThan(0)
  expect(await end()).toBe(0)
  expect(count()).toBe(MANY + 2010)
}, 120_000)

it('a reader that goes away costs lines, and nothing else', async () => {
  const { stdout } = start('pipe')
  await log(10)
  stdout?.destroy()
  expectUnharmed(await log(MANY))
  expect(await end()).toBe(0)
}, 120_000)
