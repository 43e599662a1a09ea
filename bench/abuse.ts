/**
 * Abuses a server of its own in every way at once, and measures what everybody else notices of it.
 * Run: node bench/abuse.ts [seconds]
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { createFolder } from '../test/harness/folder.ts'
import { startServerProcess } from '../test/harness/process.ts'
import { residentMbOf } from '../test/harness/process-tree.ts'
import type { Answers, Target } from './harness/attackers.ts'
import { quantile } from './statistics.ts'

const seconds = Number(process.argv[2] ?? 20)

interface Measured {
  readonly health: number[]
  readonly signIn: number[]
  readonly goodKey: number[]
  memoryMb: number
}

const dataDir = await createFolder('bench-abuse')
const server = await startServerProcess(dataDir, {
  OPENIDV_LOG_LEVEL: 'info',
  OPENIDV_RATE_PER_SECOND: '1000',
  OPENIDV_RATE_BURST: '1000',
})
const key = /sk_live_\w+/.exec(server.output())?.[0] ?? ''
const email = /e-mail +(\S+)/.exec(server.output())?.[1] ?? ''
const password = /password +(\S+)/.exec(server.output())?.[1] ?? ''
const workflowId = /"workflowId":"([^"]+)"/.exec(server.output())?.[1] ?? ''

try {
  const target = await openApplicant()
  const quiet = await measure(5)
  const child = fork(new URL('./harness/attackers.ts', import.meta.url), [JSON.stringify(target)])
  await once(child, 'message')
  const attacked = await measure(seconds)
  child.send('stop')
  const [answers] = (await once(child, 'message')) as [Answers]
  await once(child, 'exit')
  report(quiet, attacked, answers)
} finally {
  await server.end('SIGTERM')
  await rm(dataDir, { recursive: true, force: true })
}

async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const answer = await fetch(server.baseUrl + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
  return answer
}

/** One applicant with a link, who has agreed and may upload. */
async function openApplicant(): Promise<Target> {
  const applicant = { firstName: 'Anna', lastName: 'Eriksson', email: 'anna@example.com', phone: '+15192223333' }
  const created = await post('/v1/sessions', { ...applicant, workflowId }, { 'x-api-key': key })
  const { session_url } = (await created.json()) as { session_url: string }
  const opened = await post('/hosted/open', { secret: session_url.split('/').at(-1) })
  const { session_id: sessionId } = (await opened.json()) as { session_id: string }
  const cookie = opened.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  await post(`/hosted/sessions/${sessionId}/consent`, { accepted: true }, { cookie })
  return { port: Number(new URL(server.baseUrl).port), sessionId, cookie }
}

async function measure(forSeconds: number): Promise<Measured> {
  const measured: Measured = { health: [], signIn: [], goodKey: [], memoryMb: 0 }
  const end = performance.now() + forSeconds * 1000
  const every = async (pauseMs: number, times: number[], act: () => Promise<unknown>) => {
    while (performance.now() < end) {
      const begun = performance.now()
      await act()
      times.push(performance.now() - begun)
      measured.memoryMb = Math.max(measured.memoryMb, residentMbOf(server.child.pid ?? 0))
      await sleep(pauseMs)
    }
  }
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(server.baseUrl + path, { headers })
    await answer.text()
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
  }
  await Promise.all([
    every(30, measured.health, () => get('/health')),
    every(100, measured.goodKey, () => get('/v1/auth/verify', { 'x-api-key': key })),
    every(1000, measured.signIn, () =>
      post('/api/auth/sign-in/email', { email, password }, { origin: server.baseUrl }),
    ),
  ])
  return measured
}

function report(quiet: Measured, attacked: Measured, answers: Answers): void {
  const ms = (times: readonly number[], part: number) => `${quantile(times, part).toFixed(0)} ms`
  // Before: what attacks one by one did to the server without the guards.
  const rows: ReadonlyArray<readonly [string, string, string, string, string]> = [
    ['', 'quiet', 'attacked', 'before', 'target'],
    ['/health p50', ms(quiet.health, 0.5), ms(attacked.health, 0.5), '', ''],
    ['/health p99', ms(quiet.health, 0.99), ms(attacked.health, 0.99), '5,200 ms', '< 250 ms'],
    ['sign-in p50', ms(quiet.signIn, 0.5), ms(attacked.signIn, 0.5), '', ''],
    ['sign-in longest', ms(quiet.signIn, 1), ms(attacked.signIn, 1), '60,000 ms', '< 1,000 ms'],
    ['a good key, p50', ms(quiet.goodKey, 0.5), ms(attacked.goodKey, 0.5), '115 ms', ''],
    ['memory', `${quiet.memoryMb.toFixed(0)} MB`, `${attacked.memoryMb.toFixed(0)} MB`, '2,900 MB', '< 1,000 MB'],
  ]
  for (const [name, ...cells] of rows) console.log(name.padEnd(18) + cells.map((cell) => cell.padStart(12)).join(''))
  console.log(`\nanswers to ${seconds} s of attacks (0: the connection ended without one)`)
  for (const [name, counts] of Object.entries(answers)) {
    const text = Object.entries(counts).map(([status, times]) => `${times} × ${status}`)
    console.log(`  ${name.padEnd(30)}${text.join(', ')}`)
  }
}
