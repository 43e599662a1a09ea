/** Makes an uploaded picture safe to look at: known by its content, bounded, decoded and encoded again. */
import sharp from 'sharp'
import { AppError } from '../../lib/errors.ts'

/** Most bytes of one picture: 15 MiB (contract §2.7). */
export const MAX_IMAGE_BYTES = 15 * 1024 * 1024
/** Most pixels that are decoded: 50 million is a 7,000 × 7,000 photo; refused before its pixels are read. */
const MAX_PIXELS = 50_000_000
/** Shortest side that can show anything. */
const MIN_SIDE = 32
/** Longest side that is kept, in pixels: about 600 dpi on a passport page. */
const MAX_SIDE = 2600
const JPEG_QUALITY = 93

export type ImageFormat = 'jpeg' | 'png' | 'webp'

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
 * Decodes a picture and encodes it again as JPEG, so that nothing of the sender's bytes reaches a reader.
 * The format is told by content, never by name or header. Throws `image_invalid` with what would be right.
 */
export async function normalizeImage(bytes: Buffer, formats: readonly ImageFormat[]): Promise<NormalizedImage> {
  if (bytes.byteLength > MAX_IMAGE_BYTES) throw refuse('The image is larger than 15 MiB (15,728,640 bytes)')
  const format = sniffFormat(bytes)
  if (!format || !formats.includes(format)) throw refuse(`The image is not ${words(formats)}`)
  await requireBounds(bytes)
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
      .rotate()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .resize({ width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: JPEG_QUALITY, chromaSubsampling: '4:4:4' })
      .toBuffer({ resolveWithObject: true })
    return { bytes: data, contentType: 'image/jpeg', width: info.width, height: info.height }
  } catch (cause) {
    throw refuse('The image is damaged or cut off: it cannot be decoded to its end', cause)
  }
}

/**
 * The same for a slot that may take PDFs: one is told by its first bytes and kept as it came, since only pictures of
 * its pages are ever shown. Throws `image_invalid`.
 */
export async function normalizeFile(
  bytes: Buffer,
  formats: readonly ImageFormat[],
  { pdf }: { pdf: boolean },
): Promise<SafeFile> {
  if (!pdf) return normalizeImage(bytes, formats)
  if (bytes.byteLength > MAX_IMAGE_BYTES) throw refuse('The file is larger than 15 MiB (15,728,640 bytes)')
  if (isPdf(bytes)) return { bytes, contentType: 'application/pdf' }
  throw refuse('The file is not a PDF (the content decides, not the name)')
}

/** Whether a file begins as a PDF does (ISO 32000-2 §7.5.2). */
export function isPdf(bytes: Buffer): boolean {
  return bytes.subarray(0, 5).toString('latin1') === '%PDF-'
}

/** The format by the first bytes: JPEG FF D8 FF, PNG 89 50 4E 47 0D 0A 1A 0A, WebP RIFF….WEBP. */
function sniffFormat(bytes: Buffer): ImageFormat | undefined {
  if (bytes.length >= 3 && bytes.readUIntBE(0, 3) === 0xffd8ff) return 'jpeg'
  if (bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return 'png'
  const isWebp = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP'
  return isWebp ? 'webp' : undefined
}

async function requireBounds(bytes: Buffer): Promise<void> {
  const { width, height } = await readSize(bytes)
  if (width * height > MAX_PIXELS) {
    throw refuse(`The image is ${width} × ${height} pixels; at most 50 million pixels are accepted`)
  }
  if (Math.min(width, height) < MIN_SIDE) {
    throw refuse(`The image is ${width} × ${height} pixels; each side needs at least ${MIN_SIDE}`)
  }
}

async function readSize(bytes: Buffer): Promise<{ width: number; height: number }> {
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata()
    return { width, height }
  } catch (cause) {
    throw refuse('The image is damaged: its header cannot be read', cause)
  }
}

function refuse(message: string, cause?: unknown): AppError {
  return new AppError('image_invalid', { message, cause })
}

function words(formats: readonly ImageFormat[]): string {
  const names = formats.map((format) => ({ jpeg: 'JPEG', png: 'PNG', webp: 'WebP' })[format])
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)} (the content decides, not the name)`
}
