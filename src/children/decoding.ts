/** What the process that decodes pictures is bound to, and what it answers. */

/** Most pixels that are decoded: 50 million is a 7,000 × 7,000 photo; refused before its pixels are read. */
export const MAX_PIXELS = 50_000_000
/** Shortest side that can show anything. */
export const MIN_SIDE = 32
/** Longest side that is kept, in pixels: about 600 dpi on a passport page. */
export const MAX_SIDE = 2600
/** Scans of one JPEG. The scripts of libjpeg (jcparam.c) have 10 for YCbCr, 14 for RGB and 18 for CMYK; cameras write 1. */
export const MAX_SCANS = 32
/** Pixels times scans, which is what a decoder walks: the largest picture with 12 scans, or 18 million pixels with 32. */
export const MAX_SCANNED_PIXELS = 600_000_000

export type ImageFormat = 'jpeg' | 'png' | 'webp'

/** How the file `picture` of a request is written, and what it may be. */
export interface DecodeRequest {
  readonly form: 'bytes' | 'base64' | 'json'
  readonly formats: readonly ImageFormat[]
  readonly maxBytes: number
}

/** Why a picture was not decoded, for the server to put into words. */
export type Refusal =
  | { readonly why: 'no_base64' }
  | { readonly why: 'too_many_bytes' | 'other_format' | 'damaged_header' | 'damaged' }
  | { readonly why: 'too_large' | 'too_small'; readonly width: number; readonly height: number }
  | { readonly why: 'too_many_scans'; readonly scans: number }

/** The picture itself comes as the file `picture`: JPEG, upright, sRGB, without metadata. */
export type Decoding = { readonly width: number; readonly height: number } | { readonly refused: Refusal }

/** The format by the first bytes: JPEG FF D8 FF, PNG 89 50 4E 47 0D 0A 1A 0A, WebP RIFF….WEBP. */
export function sniffFormat(bytes: Buffer): ImageFormat | undefined {
  if (bytes.length >= 3 && bytes.readUIntBE(0, 3) === 0xffd8ff) return 'jpeg'
  if (bytes.subarray(0, 8).equals(PNG)) return 'png'
  const isWebp = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP'
  return isWebp ? 'webp' : undefined
}

const PNG = Buffer.from('89504e470d0a1a0a', 'hex')

/** Why bytes are not worth decoding, if so. */
export function refuseUnread(bytes: Buffer, { formats, maxBytes }: Omit<DecodeRequest, 'form'>): Refusal | undefined {
  if (bytes.byteLength > maxBytes) return { why: 'too_many_bytes' }
  const format = sniffFormat(bytes)
  return format && formats.includes(format) ? undefined : { why: 'other_format' }
}
