/**
 * Measures for how long a picture in the body of a direct call holds the event loop of the server, as multipart and as base64.
 * Run: node bench/large-bodies.ts [rounds] [MiB].
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { cpus } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { seed } from '../src/cli/seed.ts'
import { startServer } from '../src/cli/start-server.ts'
import { parseConfig } from '../src/config.ts'
import { acrossOrganizations } from '../src/db/reach.ts'
import { createLogger } from '../src/lib/log.ts'
import { createFolder } from '../test/harness/folder.ts'
import type { Sending } from './harness/send-bodies.ts'
import { quantile } from './statistics.ts'

const rounds = Number(process.argv[2] ?? 7)
const mib = Number(process.argv[3] ?? 15)
const NS_PER_MS = 1e6

const dataDir = await createFolder('bench-bodies')
const config = parseConfig({ OPENIDV_PORT: '0', OPENIDV_DATA_DIR: dataDir, OPENIDV_DECODE_TIMEOUT_MS: '60000' })
// In this process, whose event loop is measured.
const server = await startServer(config, createLogger('error'))
const { liveKey } = await acrossOrganizations(() => seed(server.ctx))
const client = fork(new URL('./harness/send-bodies.ts', import.meta.url))
try {
  console.log(`node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${rounds} × ${mib} MiB`)
  for (const form of ['multipart', 'base64'] as const) {
    const longest: number[] = []
    for (let round = -1; round < rounds; round++) {
      const delayMs = await sendOne(form)
      if (round >= 0) longest.push(delayMs)
    }
    const ms = (part: number) => `${quantile(longest, part).toFixed(1)} ms`
    console.log(`${form.padEnd(10)} longest delay of the event loop: median ${ms(0.5)}, least ${ms(0)}, most ${ms(1)}`)
  }
} finally {
  client.kill()
  await server.stop()
  await rm(dataDir, { recursive: true })
}

/** The longest delay while one body came and was answered, in milliseconds. */
async function sendOne(form: Sending['form']): Promise<number> {
  const loop = monitorEventLoopDelay({ resolution: 1 })
  const sizeBytes = mib * 1024 * 1024
  const url = `${server.baseUrl.replace('localhost', '127.0.0.1')}/v1/face/detect`
  loop.enable()
  client.send({ url, key: liveKey, form, sizeBytes } satisfies Sending)
  const [{ status, text }] = (await once(client, 'message')) as [{ status: number; text: string }]
  loop.disable()
  if (status !== 400 || !text.includes('image_invalid')) throw new Error(`Answered ${status}: ${text}`)
  return loop.max / NS_PER_MS
}
