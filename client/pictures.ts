/** Turns the pictures of a call into the texts by which its JSON names them. */
import { Buffer } from 'node:buffer'
import type { Uploads } from './resources/uploads.ts'
import type { CreateOptions } from './transport.ts'

/** The bytes of a JPEG or PNG of at most 15 MiB, or the fileKey of one that was uploaded. */
export type Picture = Uint8Array | string

/**
 * Uploads the pictures that are bytes and answers the fileKeys of all, by the names given. Under an idempotency key of
 * the caller's the bytes go into the JSON as base64 instead: a fileKey of its own would make each repetition another
 * request.
 */
export async function sendPictures<Name extends string>(
  uploads: Uploads,
  pictures: Readonly<Record<Name, Picture>>,
  options: CreateOptions = {},
): Promise<Record<Name, string>> {
  const entries = Object.entries<Picture>(pictures)
  const bytes = entries.flatMap(([, picture]) => (typeof picture === 'string' ? [] : [picture]))
  const sent = await (options.idempotencyKey === undefined ? putAny(uploads, bytes, options) : bytes.map(toBase64))
  const texts = entries.map(([name, picture]) => [name, typeof picture === 'string' ? picture : sent.shift()])
  return Object.fromEntries(texts) as Record<Name, string>
}

async function putAny(uploads: Uploads, pictures: Uint8Array[], options: CreateOptions): Promise<string[]> {
  return pictures.length === 0 ? [] : uploads.putAll(pictures, options)
}

function toBase64({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64')
}
