/** What the demo calls: the public API with a key, the hosted endpoints with the applicant's cookie. */
import { setTimeout as sleep } from 'node:timers/promises'

/** The parts of a retrieved session that the demo prints. */
export interface Retrieved {
  readonly session_record: {
    readonly status: string
    readonly auto_decision?: { readonly state: string; readonly reasons?: ReadonlyArray<{ readonly code: string }> }
    readonly meta_data?: { readonly failureData?: { readonly attempts: ReadonlyArray<{ readonly reason: string }> } }
    readonly analysis_data?: {
      readonly id_matches_selfie?: boolean
      readonly compare_faces_data?: { readonly face_match_confidence: number }
      readonly id_analysis_data: {
        readonly expiry_date_pass: boolean
        readonly age_restriction_pass: boolean
        readonly id_extracted_text: ReadonlyArray<{ type: string; value: string; confidence: number }>
      }
    }
  }
  readonly resource_links: Readonly<Record<string, string>>
}

/** The parts of a run's state that the demo reads. */
export interface HostedState {
  readonly status: string
  readonly steps: ReadonlyArray<{ readonly status: string; readonly failure_reason: string | null }>
  readonly attempts_remaining: number | null
}

export interface HostedPage {
  readonly sessionId: string
  consent(): Promise<void>
  /** Answers the size of the picture as it is kept. */
  upload(slot: string, jpeg: Buffer): Promise<{ width: number; height: number }>
  /** Submits the document step; answers where the run stands then. */
  submit(): Promise<HostedState>
}

export interface DemoClient {
  createSession(body: Readonly<Record<string, string>>): Promise<{ id: string; session_url: string }>
  openLink(sessionUrl: string): Promise<HostedPage>
  /** Polls until the rules have decided or left the session to a person. */
  waitForDecision(id: string): Promise<Retrieved>
}

const POLL_MS = 500
const MAX_POLLS = 240

/** A client of one server with one key. */
export function createDemoClient(baseUrl: string, key: string): DemoClient {
  const api = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const headers = { 'x-api-key': key, ...(body !== undefined && { 'content-type': 'application/json' }) }
    return (await answerOf(
      fetch(`${baseUrl}${path}`, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }),
    )) as T
  }
  return {
    createSession: (body) => api('POST', '/v1/sessions', body),
    openLink: (sessionUrl) => openLink(baseUrl, sessionUrl),
    async waitForDecision(id) {
      for (let polls = 0; polls < MAX_POLLS; polls++) {
        const retrieved = await api<Retrieved>('GET', `/v1/sessions/${id}`)
        const { status, auto_decision: decision } = retrieved.session_record
        const isDecided = decision !== undefined && decision.state !== 'pending'
        if (isDecided || status === 'FAILED') return retrieved
        await sleep(POLL_MS)
      }
      throw new Error(`Session ${id} was not decided within ${(MAX_POLLS * POLL_MS) / 1000} s`)
    },
  }
}

/** Does what the applicant's browser does: swaps the link's secret for a cookie and keeps it. */
async function openLink(baseUrl: string, sessionUrl: string): Promise<HostedPage> {
  const secret = new URL(sessionUrl).pathname.split('/').at(-1)
  const opened = await fetch(`${baseUrl}/hosted/open`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ secret }),
  })
  const { session_id: sessionId } = (await answerOf(Promise.resolve(opened))) as { session_id: string }
  const cookie = opened.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ')
  const call = (method: string, path: string, contentType: string, body: string | Buffer) =>
    answerOf(
      fetch(`${baseUrl}/hosted/sessions/${sessionId}/${path}`, {
        method,
        headers: { cookie, 'content-type': contentType },
        body: new Uint8Array(Buffer.from(body)),
      }),
    )
  return {
    sessionId,
    consent: async () => void (await call('POST', 'consent', 'application/json', '{"accepted":true}')),
    upload: async (slot, jpeg) =>
      (await call('PUT', `evidence/${slot}`, 'image/jpeg', jpeg)) as { width: number; height: number },
    submit: async () => (await call('POST', 'steps/ID_VERIFICATION', 'application/json', '{}')) as HostedState,
  }
}

async function answerOf(response: Promise<Response>): Promise<unknown> {
  const answer = await response
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${answer.url.split('?', 1)[0]} answered ${answer.status}: ${text}`)
  return JSON.parse(text)
}
