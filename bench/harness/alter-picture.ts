/** Alters pictures of documents as bad photographs do, each time in the same way. */
import sharp from 'sharp'

type Alter = (picture: Buffer) => Promise<Buffer>

/** Ways to spoil a picture, by name. */
export const ALTERATIONS: Readonly<Record<string, Alter>> = {
  'as it is': async (picture) => picture,
  '42 % of the frame, noise': (picture) => placeFar(picture, 0.42, 8),
  'a third of the frame': (picture) => placeFar(picture, 1 / 3, 0),
  'blur, sigma = width / 400': async (picture) => {
    const { width } = await sharp(picture).metadata()
    return sharp(picture)
      .blur(width / 400)
      .png()
      .toBuffer()
  },
  'dim, noise': async (picture) => addNoise(await sharp(picture).linear(0.22, 4).png().toBuffer(), 5),
  'JPEG of quality 10': (picture) => sharp(picture).jpeg({ quality: 10 }).toBuffer(),
  'turned by 3°, JPEG of quality 40': (picture) =>
    sharp(picture).rotate(3, { background: '#777' }).jpeg({ quality: 40 }).toBuffer(),
  'motion along the rows': (picture) => smear(picture),
  'one side 12 % shorter': (picture) => tilt(picture, 0.12),
  'one side 17 % shorter': (picture) => tilt(picture, 0.17),
  'one side 22 % shorter': (picture) => tilt(picture, 0.22),
}

/** The document on a table, `share` of the frame's width of 1600 pixels. */
async function placeFar(picture: Buffer, share: number, noise: number): Promise<Buffer> {
  const small = await sharp(picture)
    .resize({ width: Math.round(1600 * share), height: 1000, fit: 'inside' })
    .png()
    .toBuffer()
  const table = sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#6b5f55' } })
  const placed = await table
    .composite([{ input: small, gravity: 'centre' }])
    .png()
    .toBuffer()
  return noise === 0 ? placed : addNoise(placed, noise)
}

/** Grain of this standard deviation, about normal, the same for every picture. */
async function addNoise(picture: Buffer, deviation: number): Promise<Buffer> {
  const { data, info } = await raw(picture)
  let state = 1
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32 - 0.5
  }
  const grain = () => (random() + random() + random()) * 2 * deviation
  return toPng(
    data.map((value) => Math.min(Math.max(Math.round(value + grain()), 0), 255)),
    info,
  )
}

/** Moves the camera by a hundred-and-fiftieth of the width along the rows. */
async function smear(picture: Buffer): Promise<Buffer> {
  const { data, info } = await raw(picture)
  const reach = Math.max(1, Math.round(info.width / 300))
  const smeared = data.map((_, index) => {
    const column = Math.floor(index / 3) % info.width
    let [sum, count] = [0, 0]
    for (let away = -reach; away <= reach; away += 1) {
      if (column + away < 0 || column + away >= info.width) continue
      sum += data[index + 3 * away] ?? 0
      count += 1
    }
    return sum / count
  })
  return toPng(smeared, info)
}

/** The right side shorter by `share` than the left one, as of a page that leans away. */
async function tilt(picture: Buffer, share: number): Promise<Buffer> {
  const { data, info } = await raw(picture)
  const { width, height } = info
  const bend = 1 / (1 - share) - 1
  const tilted = new Uint8Array(data.length).fill(119)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const u = x / width / (1 + bend - (bend * x) / width)
      const v = (y / height - 0.5) * (1 + bend * u) + 0.5
      if (v < 0 || v > 1) continue
      for (let channel = 0; channel < 3; channel += 1) {
        tilted[(y * width + x) * 3 + channel] = sampleAt(data, info, { x: u * width, y: v * height, channel })
      }
    }
  }
  return toPng(tilted, info)
}

function sampleAt(data: Uint8Array, { width, height }: Size, at: { x: number; y: number; channel: number }): number {
  const left = Math.min(Math.floor(at.x), width - 2)
  const top = Math.min(Math.floor(at.y), height - 2)
  const [shareX, shareY] = [at.x - left, at.y - top]
  const value = (x: number, y: number) => data[(y * width + x) * 3 + at.channel] ?? 0
  const upper = value(left, top) * (1 - shareX) + value(left + 1, top) * shareX
  const lower = value(left, top + 1) * (1 - shareX) + value(left + 1, top + 1) * shareX
  return upper * (1 - shareY) + lower * shareY
}

interface Size {
  readonly width: number
  readonly height: number
}

function raw(picture: Buffer) {
  return sharp(picture).rotate().flatten({ background: '#fff' }).toColourspace('srgb').removeAlpha().raw().toBuffer({
    resolveWithObject: true,
  })
}

function toPng(data: Uint8Array, { width, height }: Size): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer()
}
