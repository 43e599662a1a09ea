/** Decodes a picture within bounds and encodes it again: what a stranger sent ends here. */
import sharp from 'sharp'
import { MAX_PIXELS, MAX_SCANNED_PIXELS, MAX_SCANS, MAX_SIDE, MIN_SIDE, type Refusal } from './decoding.ts'
import { countScans } from './jpeg-scans.ts'

const JPEG_QUALITY = 93

export interface DecodedPicture {
  /** JPEG, upright, sRGB, no metadata; its longest side is at most `MAX_SIDE`. */
  readonly bytes: Uint8Array
  readonly width: number
  readonly height: number
}

/** The picture, or why not; never throws for what the bytes are. */
export async function decodePicture(bytes: Uint8Array): Promise<DecodedPicture | { readonly refused: Refusal }> {
  const refused = await findRefusal(bytes)
  if (refused) return { refused }
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
      .rotate()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .resize({ width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: JPEG_QUALITY, chromaSubsampling: '4:4:4' })
      .toBuffer({ resolveWithObject: true })
    return { bytes: data, width: info.width, height: info.height }
  } catch {
    return { refused: { why: 'damaged' } }
  }
}

async function findRefusal(bytes: Uint8Array): Promise<Refusal | undefined> {
  const size = await readSize(bytes)
  if (!size) return { why: 'damaged_header' }
  const pixels = size.width * size.height
  if (pixels > MAX_PIXELS) return { why: 'too_large', ...size }
  if (Math.min(size.width, size.height) < MIN_SIDE) return { why: 'too_small', ...size }
  const scans = bytes[0] === 0xff ? countScans(bytes) : 1
  return scans > MAX_SCANS || scans * pixels > MAX_SCANNED_PIXELS ? { why: 'too_many_scans', scans } : undefined
}

async function readSize(bytes: Uint8Array): Promise<{ width: number; height: number } | undefined> {
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata()
    return { width, height }
  } catch {
    return undefined
  }
}
