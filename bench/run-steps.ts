/**
 * Times the workflow runner on a server of its own: steps a second with a kind that needs no models, and how long the
 * submission of ID_VERIFICATION waits for its verdict, idle and behind 20 others.
 * Run: node bench/run-steps.ts [seconds]
 */
import { rm } from 'node:fs/promises'
import { readDemoFace } from '../src/cli/demo/faces.ts'
import { HOLDER_PASSPORT } from '../src/cli/demo/holder.ts'
import { drawPassport } from '../src/cli/demo/specimen.ts'
import { createFolder } from '../test/harness/folder.ts'
import { startServerProcess } from '../test/harness/process.ts'
import { quantile } from './statistics.ts'

const CALLERS = 16
const QUEUED = 20
const IDLE_ROUNDS = 5
const durationMs = Number(process.argv[2] ?? 10) * 1000

const APPLICANT = { email: 'anna@example.com', first_name: 'Anna', last_name: 'Eriksson', phone: '+15192223333' }
const CONSENTS = [
  { id: 'FACE_LIVENESS_CONSENT_SETTINGS', config: { face_liveness: false } },
  { id: 'CONSENT', config: { consent_text: 'I agree.' } },
  { id: 'WHITE_LABEL' },
]
const BODIES = [{}, { accepted: true, legal_name: 'Anna Eriksson' }, { acknowledged: true }]

const dataDir = await createFolder('bench-steps')
const limits = { OPENIDV_RATE_PER_SECOND: '100000', OPENIDV_RATE_BURST: '100000', OPENIDV_DAILY_QUOTA: '100000000' }
const server = await startServerProcess(dataDir, {
  ...limits,
  OPENIDV_PRICES: '{"ID_VERIFICATION":0,"CONSENT":0}',
})
const key = /sk_live_\w+/.exec(server.output())?.[0] ?? ''

async function post<T>(path: string, body: unknown): Promise<T> {
  const headers = { 'x-api-key': key, 'content-type': 'application/json' }
  const answer = await fetch(`${server.baseUrl}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as T
}

async function createRun(workflowId: string): Promise<string> {
  const { session_id } = await post<{ session_id: string }>(`/v1/workflows/${workflowId}/sessions`, APPLICANT)
  return session_id
}

async function createWorkflow(steps: readonly unknown[]): Promise<string> {
  const { workflow } = await post<{ workflow: { id: string } }>('/v1/workflows', { name: 'Bench', steps })
  return workflow.id
}

/** Callers who each walk runs of three steps, one after another. */
async function measureSteps(): Promise<string> {
  const workflowId = await createWorkflow(CONSENTS)
  const times: number[] = []
  const startMs = performance.now()
  const call = async () => {
    while (performance.now() - startMs < durationMs) {
      const id = await createRun(workflowId)
      for (const [place, { id: step }] of CONSENTS.entries()) {
        const begun = performance.now()
        await post(`/v1/sessions/${id}/steps/${step}`, BODIES[place])
        times.push(performance.now() - begun)
      }
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, call))
  const perSecond = Math.round(times.length / ((performance.now() - startMs) / 1000))
  const [p50, p95] = [quantile(times, 0.5), quantile(times, 0.95)].map((ms) => ms.toFixed(0))
  return `${perSecond} steps/s with ${CALLERS} callers, p50 ${p50} ms, p95 ${p95} ms, ${times.length} steps`
}

const passport = await drawPassport(
  { ...HOLDER_PASSPORT, photoJpeg: await readDemoFace('holderPortrait') },
  { onTable: true },
)
const selfie = await readDemoFace('holderSelfie')

/** A run whose pictures are uploaded; answers how to submit it. */
async function prepare(workflowId: string): Promise<() => Promise<number>> {
  const id = await createRun(workflowId)
  const files = ['id_front', 'selfie_front'].map((slot) => ({ file_name: slot, content_type: 'image/jpeg', slot }))
  type Signed = { signed_urls: ReadonlyArray<{ file_key: string; slot: string; upload_url: string }> }
  const { signed_urls: urls } = await post<Signed>(`/v1/sessions/${id}/uploads`, { files })
  for (const { slot, upload_url } of urls) {
    const bytes = new Uint8Array(slot === 'id_front' ? passport : selfie)
    await fetch(upload_url, { method: 'PUT', headers: { 'content-type': 'image/jpeg' }, body: bytes })
  }
  const uploads = Object.fromEntries(urls.map(({ slot, file_key }) => [slot, file_key]))
  return async () => {
    const begun = performance.now()
    const answer = await post<{ step_status: string }>(`/v1/sessions/${id}/steps/ID_VERIFICATION`, { uploads })
    if (answer.step_status !== 'COMPLETED') throw new Error(`the step is ${answer.step_status}`)
    return performance.now() - begun
  }
}

async function measureVerdicts(): Promise<string[]> {
  const workflowId = await createWorkflow([{ id: 'ID_VERIFICATION' }])
  const idle: number[] = []
  for (let i = 0; i <= IDLE_ROUNDS; i++) idle.push(await (await prepare(workflowId))())
  const queued = await Promise.all(Array.from({ length: QUEUED + 1 }, () => prepare(workflowId)))
  const times = await Promise.all(queued.map((submit) => submit()))
  const warm = idle.slice(1)
  return [
    `idle: p50 ${quantile(warm, 0.5).toFixed(0)} ms of ${warm.length} (the first, cold: ${idle[0]?.toFixed(0)} ms)`,
    `the last behind ${QUEUED} others: ${Math.max(...times).toFixed(0)} ms, median ${quantile(times, 0.5).toFixed(0)} ms`,
  ]
}

try {
  console.log(`runner, steps without models: ${await measureSteps()}`)
  for (const line of await measureVerdicts()) console.log(`ID_VERIFICATION, submit to verdict, ${line}`)
} finally {
  await server.end('SIGTERM')
  await rm(dataDir, { recursive: true, force: true })
}
