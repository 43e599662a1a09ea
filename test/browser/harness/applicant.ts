/** Plays the applicant of a session by the calls of the hosted page: files into slots, steps one after another. */
import { serverAddress } from './server-address.ts'

/** Somebody who has opened the session's link and agreed. */
export interface Applicant {
  upload(slot: string, file: Buffer, contentType?: string): Promise<void>
  /** Submits one step with the files that are in its slots. */
  submitStep(step: string, body?: Readonly<Record<string, unknown>>): Promise<void>
}

/** Opens the link of a session and agrees to the terms. */
export async function openAsApplicant(sessionUrl: string): Promise<Applicant> {
  const { baseUrl } = serverAddress()
  const secret = new URL(sessionUrl).pathname.split('/').at(-1)
  const opened = await fetch(`${baseUrl}/hosted/open`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ secret }),
  })
  const { session_id: id } = (await answerOf(opened)) as { session_id: string }
  const [cookie = ''] = (opened.headers.getSetCookie()[0] ?? '').split(';', 1)
  const send = async (method: string, path: string, contentType: string, body: string | Buffer) => {
    const headers = { cookie, 'content-type': contentType }
    await answerOf(
      await fetch(`${baseUrl}/hosted/sessions/${id}/${path}`, {
        method,
        headers,
        body: new Uint8Array(Buffer.from(body)),
      }),
    )
  }
  await send('POST', 'consent', 'application/json', '{"accepted":true}')
  return {
    upload: (slot, file, contentType = 'image/jpeg') => send('PUT', `evidence/${slot}`, contentType, file),
    submitStep: (step, body = {}) => send('POST', `steps/${step}`, 'application/json', JSON.stringify(body)),
  }
}

async function answerOf(response: Response): Promise<unknown> {
  const text = await response.text()
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${text}`)
  return JSON.parse(text)
}
