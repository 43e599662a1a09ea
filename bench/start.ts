/** Times the first start on an empty data folder and a later one, from the process's birth to the first answer. */
import { rm } from 'node:fs/promises'
import { createFolder } from '../test/harness/folder.ts'
import { startServerProcess } from '../test/harness/process.ts'
import { residentMbOf } from '../test/harness/process-tree.ts'
import { quantile } from './statistics.ts'

const ROUNDS = Number(process.argv[2] ?? 5)

async function timeStart(dataDir: string): Promise<{ ms: number; rssMb: number }> {
  const begun = performance.now()
  const server = await startServerProcess(dataDir, { OPENIDV_LOG_LEVEL: 'info' })
  const answer = await fetch(`${server.baseUrl}/health`)
  if (!answer.ok) throw new Error(`/health answered ${answer.status}`)
  const ms = performance.now() - begun
  await new Promise((settled) => setTimeout(settled, 1000))
  const rssMb = residentMbOf(server.child.pid ?? 0)
  await server.end('SIGTERM')
  return { ms, rssMb }
}

const first: number[] = []
const later: number[] = []
const memory: number[] = []
for (let round = 0; round < ROUNDS; round++) {
  const dataDir = await createFolder('bench-start')
  const empty = await timeStart(dataDir)
  const again = await timeStart(dataDir)
  first.push(empty.ms)
  later.push(again.ms)
  memory.push(again.rssMb)
  await rm(dataDir, { recursive: true, force: true })
}
console.log(`start, ${ROUNDS} rounds: median (min–max)`)
console.log(`  empty data folder   ${describe(first)} ms to the first answer`)
console.log(`  existing one        ${describe(later)} ms`)
console.log(`  idle memory (RSS)   ${describe(memory)} MB, Node process, before the first picture`)

function describe(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)].map((value) => value.toFixed(0))
  return `${quantile(values, 0.5).toFixed(0)} (${least}–${most})`
}
