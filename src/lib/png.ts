/** Writes pictures as PNG (ISO/IEC 15948), for what we draw ourselves; nothing is read here. */
import { crc32, deflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const BYTES_PER_PIXEL = 3

/** `rgb`: width × height × 3 bytes from the top left, red first. */
export function encodePng(width: number, height: number, rgb: Uint8Array): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // 8 bits a channel, true colour; compression, filter and interlace as they always are.
  header.set([8, 2, 0, 0, 0], 8)
  const lineBytes = width * BYTES_PER_PIXEL
  const lines = Buffer.alloc((lineBytes + 1) * height)
  // Each line begins with its filter: none.
  for (let y = 0; y < height; y += 1)
    lines.set(rgb.subarray(y * lineBytes, (y + 1) * lineBytes), y * (lineBytes + 1) + 1)
  return Buffer.concat([
    SIGNATURE,
    toChunk('IHDR', header),
    toChunk('IDAT', deflateSync(lines)),
    toChunk('IEND', Buffer.alloc(0)),
  ])
}

function toChunk(name: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
