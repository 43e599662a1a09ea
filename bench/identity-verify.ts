/** Times POST /v1/identity/verify on a running server of its own, warm, with one caller and with two. */
import { rm } from 'node:fs/promises'
import { readDemoFace } from '../src/cli/demo/faces.ts'
import { HOLDER_PASSPORT } from '../src/cli/demo/holder.ts'
import { drawPassport } from '../src/cli/demo/specimen.ts'
import { createFolder } from '../test/harness/folder.ts'
import { startServerProcess } from '../test/harness/process.ts'
import { quantile } from './statistics.ts'

const CALLS = Number(process.argv[2] ?? 30)
const WARM_UP_CALLS = 2

const passport = await drawPassport(
  { ...HOLDER_PASSPORT, photoJpeg: await readDemoFace('holderPortrait') },
  { onTable: true },
)
const selfie = await readDemoFace('holderSelfie')

const dataDir = await createFolder('bench-identity')
const server = await startServerProcess(dataDir, { OPENIDV_PRICES: '{"identity_verify":0}' })
const key = /sk_live_\w+/.exec(server.output())?.[0] ?? ''

async function verify(): Promise<number> {
  const form = new FormData()
  form.set('documentImage', new Blob([new Uint8Array(passport)], { type: 'image/jpeg' }), 'passport.jpg')
  form.set('faceImage', new Blob([new Uint8Array(selfie)], { type: 'image/jpeg' }), 'selfie.jpg')
  const begun = performance.now()
  const answer = await fetch(`${server.baseUrl}/v1/identity/verify`, {
    method: 'POST',
    headers: { 'x-api-key': key },
    body: form,
  })
  const body = (await answer.json()) as { verified?: boolean }
  if (body.verified !== true) throw new Error(`answered ${answer.status}: ${JSON.stringify(body)}`)
  return performance.now() - begun
}

async function measure(callers: number): Promise<string> {
  const times: number[] = []
  const call = async () => {
    for (let i = 0; i < CALLS / callers; i++) times.push(await verify())
  }
  await Promise.all(Array.from({ length: callers }, call))
  const [p50, p95] = [quantile(times, 0.5), quantile(times, 0.95)].map((ms) => ms.toFixed(0))
  return `${callers} caller(s): p50 ${p50} ms, p95 ${p95} ms, ${times.length} calls`
}

try {
  await Promise.all(Array.from({ length: WARM_UP_CALLS }, verify))
  console.log(`identity/verify, warm, 2000 × 1500 photo of a passport and a 900 × 984 selfie`)
  console.log(`  ${await measure(1)}`)
  console.log(`  ${await measure(2)}`)
} finally {
  await server.end('SIGTERM')
  await rm(dataDir, { recursive: true, force: true })
}
