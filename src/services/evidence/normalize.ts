/** Makes an uploaded picture safe to look at: known by its content, bounded, decoded and encoded again. */
import { ChildError, type ChildFailure } from '../../children/child-pool.ts'
import {
  type DecodeRequest,
  type ImageFormat,
  MAX_SCANNED_PIXELS,
  MAX_SCANS,
  MIN_SIDE,
  type Refusal,
  refuseUnread,
  sniffFormat,
} from '../../children/decoding.ts'
import type { TxContext } from '../../context.ts'
import { AppError, invalidField } from '../../lib/errors.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import { requireClean } from './scan.ts'
import type { SentPicture } from './sent-picture.ts'

/** Most bytes of one picture: 15 MiB (contract §2.7). */
export const MAX_IMAGE_BYTES = 15 * 1024 * 1024
/** What helps with every picture that costs too much. */
const ADVICE = 'save it again as a baseline JPEG of at most 12 million pixels'
const NO_TURN = 'Too many pictures are being decoded at the moment'
const NO_DOING_OF_THE_PICTURE: ReadonlySet<ChildFailure> = new Set(['unstartable', 'killed', 'closed'])
const NO_DECODER = 'The server can start no process to decode the image at the moment'
/** For a system without memory or handles, or a server that ends, to be another. */
const NO_DECODER_RETRY_MS = 5000

type Decoders = Pick<TxContext, 'decoder' | 'config'>

/** Formats of server-to-server calls (contract §2.7). */
export const API_FORMATS: readonly ImageFormat[] = ['jpeg', 'png']
/** Formats of the hosted page, which also takes what phones and browsers make. */
export const HOSTED_FORMATS: readonly ImageFormat[] = ['jpeg', 'png', 'webp']

/** Bytes that are safe to keep and to show. */
export interface SafeFile {
  readonly bytes: Buffer
  readonly contentType: 'image/jpeg' | 'application/pdf'
  /** In pixels; absent for a file that is no picture. */
  readonly width?: number
  readonly height?: number
}

export interface NormalizedImage extends SafeFile {
  /** JPEG, upright, sRGB, no metadata. */
  readonly bytes: Buffer
  readonly contentType: 'image/jpeg'
  readonly width: number
  readonly height: number
}

/**
 * Has a picture decoded and encoded again as JPEG, so that nothing of the sender's bytes reaches a reader, and in a
 * process of its own, so that nothing of them reaches this one. The format is told by content, never by name or header.
 * Throws `image_invalid` with what would be right, `deadline_passed` when no decoder was free in time, and
 * `server_busy` when none could be started.
 */
export async function normalizeImage(
  ctx: Decoders,
  organizationId: OrganizationId,
  bytes: Buffer,
  formats: readonly ImageFormat[],
): Promise<NormalizedImage> {
  return normalizeSent(ctx, organizationId, { form: 'bytes', bytes }, formats)
}

/** The same for a picture in whatever form it was sent; throws `validation_failed` for a text that is no base64, too. */
export async function normalizeSent(
  ctx: Decoders,
  organizationId: OrganizationId,
  { form, bytes }: SentPicture,
  formats: readonly ImageFormat[],
): Promise<NormalizedImage> {
  const request = { form, formats, maxBytes: MAX_IMAGE_BYTES }
  const unread = form === 'bytes' ? refuseUnread(bytes, request) : undefined
  if (unread) throw toError(unread, formats)
  const { decoding, bytes: decoded } = await decode(ctx, organizationId, bytes, request)
  if ('refused' in decoding) throw toError(decoding.refused, formats)
  if (!decoded || sniffFormat(Buffer.from(decoded)) !== 'jpeg') throw new Error('The decoder answered no picture')
  const { width, height } = decoding
  return { bytes: Buffer.from(decoded), contentType: 'image/jpeg', width, height }
}

/**
 * The same for a slot that may take PDFs: one is told by its first bytes and kept as it came, since only pictures of
 * its pages are ever shown. Throws `image_invalid` and `scanner_unavailable`.
 */
export async function normalizeFile(
  ctx: Decoders & Pick<TxContext, 'log'>,
  organizationId: OrganizationId,
  bytes: Buffer,
  { formats, pdf }: { formats: readonly ImageFormat[]; pdf: boolean },
): Promise<SafeFile> {
  if (!pdf) return normalizeImage(ctx, organizationId, bytes, formats)
  if (bytes.byteLength > MAX_IMAGE_BYTES) throw refuse('The file is larger than 15 MiB (15,728,640 bytes)')
  if (!isPdf(bytes)) throw refuse('The file is not a PDF (the content decides, not the name)')
  await requireClean(ctx, bytes)
  return { bytes, contentType: 'application/pdf' }
}

/** Whether a file begins as a PDF does (ISO 32000-2 §7.5.2). */
export function isPdf(bytes: Buffer): boolean {
  return bytes.subarray(0, 5).toString('latin1') === '%PDF-'
}

/** A picture that ran too long or took its decoder with it is the sender's; that no decoder was free is ours. */
async function decode(
  { decoder, config }: Decoders,
  organizationId: OrganizationId,
  bytes: Buffer,
  request: DecodeRequest,
) {
  try {
    return await decoder.decode(organizationId, bytes, request)
  } catch (cause) {
    if (!(cause instanceof ChildError)) throw cause
    if (cause.reason === 'no_turn') throw new AppError('deadline_passed', { message: NO_TURN, cause })
    if (NO_DOING_OF_THE_PICTURE.has(cause.reason)) {
      const details = { retry_after_ms: NO_DECODER_RETRY_MS }
      throw new AppError('server_busy', { message: NO_DECODER, details, cause })
    }
    if (cause.reason === 'timeout') {
      const seconds = config.decoding.timeoutMs / 1000
      throw refuse(`The image takes longer than ${seconds} s to decode: ${ADVICE}`, cause)
    }
    if (cause.reason !== 'crashed') throw cause
    throw refuse(`The image cannot be decoded within the memory that one image may take: ${ADVICE}`, cause)
  }
}

function toError(refusal: Refusal, formats: readonly ImageFormat[]): AppError {
  if (refusal.why === 'no_base64') return invalidField('picture', 'must be base64 or base64url')
  return refuse(explain(refusal, formats))
}

function explain(refusal: Exclude<Refusal, { why: 'no_base64' }>, formats: readonly ImageFormat[]): string {
  switch (refusal.why) {
    case 'too_many_bytes':
      return 'The image is larger than 15 MiB (15,728,640 bytes)'
    case 'other_format':
      return `The image is not ${words(formats)}`
    case 'damaged_header':
      return 'The image is damaged: its header cannot be read'
    case 'damaged':
      return 'The image is damaged or cut off: it cannot be decoded to its end'
    case 'too_large':
      return `The image is ${refusal.width} × ${refusal.height} pixels; at most 50 million pixels are accepted`
    case 'too_small':
      return `The image is ${refusal.width} × ${refusal.height} pixels; each side needs at least ${MIN_SIDE}`
    case 'too_many_scans':
      return (
        `The image has ${refusal.scans} scans; at most ${MAX_SCANS} are accepted, and at most ` +
        `${MAX_SCANNED_PIXELS / 1e6} million pixels in all of them: ${ADVICE}`
      )
    default:
      return refusal satisfies never
  }
}

function refuse(message: string, cause?: unknown): AppError {
  return new AppError('image_invalid', { message, cause })
}

function words(formats: readonly ImageFormat[]): string {
  const names = formats.map((format) => ({ jpeg: 'JPEG', png: 'PNG', webp: 'WebP' })[format])
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)} (the content decides, not the name)`
}
