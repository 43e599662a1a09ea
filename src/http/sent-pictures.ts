/** Keeps the pictures of a request beside its body, in which short references stand for them. */
import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FastifyRequest } from 'fastify'
import type { SentPicture } from '../services/evidence/sent-picture.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** In the order of their references; undefined when the body has none. */
    sentPictures: readonly SentPicture[] | undefined
  }
}

/** No base64, so that a text that a caller sends cannot be meant. */
const REFERENCE = /^\[picture (\d{1,6})\]$/

/** What stands in the body for the picture at a place. */
export function referenceTo(place: number): string {
  return `[picture ${place}]`
}

/** The picture that a text of the body means: one that was lifted out, or the text itself as base64. */
export function pictureOf(req: FastifyRequest, text: string): SentPicture {
  return findPicture(req, text) ?? { form: 'base64', bytes: Buffer.from(text) }
}

/** Longer texts are told apart by their digest, in the same way whether they came as JSON or as a part of a multipart body. */
const MIN_DIGESTED = 64 * 1024
/** A multiple of three, so that the base64 of slices is that of the whole. */
const SLICE_BYTES = 768 * 1024

/** A text that is the same for the same body, however its pictures came. Digests in slices, between which others have their turn. */
export async function describeBody(req: FastifyRequest): Promise<string> {
  const { body } = req
  if (typeof body !== 'object' || body === null) return JSON.stringify(body ?? null)
  const entries = Object.entries(body).map(async ([name, value]) => [name, await describeValue(req, value)])
  return JSON.stringify(Object.fromEntries(await Promise.all(entries)))
}

async function describeValue(req: FastifyRequest, value: unknown): Promise<unknown> {
  if (typeof value !== 'string') return value
  const picture = findPicture(req, value)
  if (picture) return describePicture(picture)
  return value.length < MIN_DIGESTED ? value : digest({ form: 'base64', bytes: Buffer.from(value) })
}

function describePicture(picture: SentPicture): Promise<string> | string {
  const { form, bytes } = picture
  const isShort = form === 'bytes' && Math.ceil(bytes.byteLength / 3) * 4 < MIN_DIGESTED
  return isShort ? bytes.toString('base64') : digest(picture)
}

async function digest({ form, bytes }: SentPicture): Promise<string> {
  const hash = createHash('sha256')
  for (let at = 0; at < bytes.byteLength; at += SLICE_BYTES) {
    const slice = bytes.subarray(at, at + SLICE_BYTES)
    hash.update(form === 'bytes' ? slice.toString('base64') : slice)
    await nextTurn()
  }
  return `sha256 ${hash.digest('hex')}`
}

function findPicture({ sentPictures }: FastifyRequest, text: string): SentPicture | undefined {
  const place = REFERENCE.exec(text)?.[1]
  return place === undefined ? undefined : sentPictures?.[Number(place)]
}
