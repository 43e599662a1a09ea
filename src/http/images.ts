/** Takes the pictures of direct calls: multipart parts, base64 or base64url text, or the fileKey of an upload. */
import type { FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { AppError, invalidField } from '../lib/errors.ts'
import { isUuid } from '../lib/ids.ts'
import type { GivenPicture } from '../services/checks/run-direct.ts'
import { API_FORMATS, MAX_IMAGE_BYTES, normalizeSent } from '../services/evidence/normalize.ts'
import { requireRoom } from '../services/evidence/quota.ts'
import { getEvidenceOfFileKey } from '../services/evidence/read.ts'
import { type SentPicture, sizeOfSent } from '../services/evidence/sent-picture.ts'
import { storeDirectEvidence } from '../services/evidence/store.ts'
import { actorOf } from './authenticate.ts'
import { pictureOf, referenceTo } from './sent-pictures.ts'

/** Largest body of a call with two pictures in base64, with room for the JSON around them. */
export const IMAGE_BODY_LIMIT = Math.ceil((2 * MAX_IMAGE_BYTES * 4) / 3) + 64 * 1024

/** What callers must know of every direct call, after what is said of this one. */
export function describeDirectCall(about: string): string {
  return (
    `${about} Pictures come as multipart parts, as base64 text, or as the fileKey of an upload; JPEG and PNG of at most ` +
    '15 MiB each. Charged by its list price when it is done, never for an error; a sandbox key pays nothing. 402 when ' +
    'the balance is short, 503 when the server does not finish in time: send it again with the same Idempotency-Key.'
  )
}

/** Hook that reads a multipart body as the JSON form of the same call: text as it is, binary parts beside it. */
export async function acceptMultipart(req: FastifyRequest): Promise<void> {
  if (!req.isMultipart()) return
  try {
    req.body = await readParts(req)
  } catch (error) {
    // What the plugin refuses has a code; what its parser cannot read has none.
    if (error instanceof AppError || (error instanceof Error && 'code' in error)) throw error
    throw new AppError('body_malformed', { message: 'The multipart body is damaged or cut off', cause: error })
  }
}

async function readParts(req: FastifyRequest): Promise<Record<string, string>> {
  const body: Record<string, string> = {}
  const pictures: SentPicture[] = []
  for await (const part of req.parts()) {
    if (part.type === 'file') {
      body[part.fieldname] = referenceTo(pictures.length)
      pictures.push({ form: 'bytes', bytes: await part.toBuffer() })
    } else body[part.fieldname] = String(part.value)
  }
  req.sentPictures = pictures
  return body
}

/** The picture that a field means, looked at and not stored yet; throws errors that name the field. */
export async function readImage(ctx: Context, req: FastifyRequest, field: string, text: string): Promise<GivenPicture> {
  const actor = actorOf(req)
  if (isUuid(text)) {
    const { id } = await getEvidenceOfFileKey(ctx, actor, text)
    return { store: async () => id }
  }
  const sent = pictureOf(req, text)
  await requireRoom(ctx, { organizationId: actor.organizationId, sessionId: null }, sizeOfSent(sent))
  try {
    const image = await normalizeSent(ctx, actor.organizationId, sent, API_FORMATS)
    return { store: () => storeDirectEvidence(ctx, actor, image) }
  } catch (error) {
    throw nameField(error, field)
  }
}

function nameField(error: unknown, field: string): unknown {
  if (!(error instanceof AppError)) return error
  if (error.code === 'validation_failed')
    return invalidField(field, 'must be base64, base64url or the fileKey of an upload')
  if (error.code !== 'image_invalid') return error
  const hints = [{ code: error.code, path: [field], message: error.message }]
  return new AppError(error.code, { message: `${field}: ${error.message}`, hints, cause: error })
}
