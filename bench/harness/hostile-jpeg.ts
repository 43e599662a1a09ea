/** Makes a picture that is small to send and very long to decode. */
import sharp from 'sharp'

const SIDE = 7000
/** As large as an upload may be, nearly. */
const MAX_BYTES = 13 * 1024 * 1024
const MAX_REPEATS = 90
const START_OF_SCAN = 0xda
const END_OF_IMAGE = Buffer.from([0xff, 0xd9])

/** A progressive JPEG of 7000 × 7000 whose scans are repeated up to 90 times: a decoder passes over all pixels for each. */
export async function hostileJpeg(): Promise<Buffer> {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 1 }
  const options = { width: SIDE, height: SIDE, channels: 3 as const, background: 'grey', noise }
  const jpeg = await sharp({ create: options, limitInputPixels: false })
    .jpeg({ progressive: true, quality: 10 })
    .toBuffer()
  const start = findScans(jpeg)
  const scans = jpeg.subarray(start, -END_OF_IMAGE.length)
  const repeats = Math.max(1, Math.min(MAX_REPEATS, Math.floor((MAX_BYTES - start) / scans.byteLength)))
  return Buffer.concat([jpeg.subarray(0, start), ...Array.from({ length: repeats }, () => scans), END_OF_IMAGE])
}

/** Where the tables of the first scan begin: after the segment of the frame (ITU-T T.81, B.1.1.4). */
function findScans(jpeg: Buffer): number {
  let at = 2
  while (at < jpeg.length) {
    const marker = jpeg[at + 1] ?? 0
    const end = at + 2 + jpeg.readUInt16BE(at + 2)
    const isFrame = marker >= 0xc0 && marker <= 0xc2
    if (isFrame || marker === START_OF_SCAN) return isFrame ? end : at
    at = end
  }
  throw new Error('The picture has no frame')
}
