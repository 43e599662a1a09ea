/** Speaks to a server in another process by real HTTP, in the way that tests speak to one of their own. */
import type { Reached } from '../fixtures/applicant.ts'
import type { TestAnswer } from './server.ts'

/** The server at `baseUrl`, for the holder of a live key. */
export function reachServer(baseUrl: string, liveKey: string): Reached {
  return {
    organization: { liveKey },
    async request(method, path, { key, body, headers } = {}) {
      const isRaw = typeof body === 'string' || Buffer.isBuffer(body)
      const answer = await fetch(`${baseUrl}${path}`, {
        method,
        headers: {
          ...(key !== undefined && { 'x-api-key': key }),
          ...(body !== undefined && !isRaw && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: isRaw ? body : JSON.stringify(body) }),
      })
      return toTestAnswer(answer)
    },
  }
}

async function toTestAnswer(answer: Response): Promise<TestAnswer> {
  const bytes = Buffer.from(await answer.arrayBuffer())
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    bytes,
    text: bytes.toString(),
    get json() {
      return JSON.parse(bytes.toString())
    },
  }
}
