/** Sends what its parent asks for from a process of its own, so that the parent's event loop has the server alone. */
import { randomBytes } from 'node:crypto'

/** Which body to send, where, with which key. */
export interface Sending {
  readonly url: string
  readonly key: string
  readonly form: 'multipart' | 'base64'
  readonly sizeBytes: number
}

process.on('message', async ({ url, key, form, sizeBytes }: Sending) => {
  // Begins as a JPEG does, and cannot be decoded: nothing but the body costs the server anything.
  const picture = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), randomBytes(sizeBytes - 4)])
  const multipart = new FormData()
  multipart.append('image', new Blob([new Uint8Array(picture)], { type: 'image/jpeg' }), 'picture.jpg')
  const json = { 'content-type': 'application/json' }
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'x-api-key': key, ...(form === 'base64' && json) },
    body: form === 'base64' ? JSON.stringify({ image: picture.toString('base64') }) : multipart,
  })
  process.send?.({ status: answer.status, text: await answer.text() })
})
