import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { manyScansPicture } from '../../../test/fixtures/hostile-pictures.ts'
import { giantPng } from '../../../test/fixtures/pictures.ts'
import type { ImageFormat } from '../../children/decoding.ts'
import { PictureDecoder } from '../../children/picture-decoder.ts'
import { parseConfig } from '../../config.ts'
import { newId, type OrganizationId } from '../../lib/ids.ts'
import { createLogger } from '../../lib/log.ts'
import { API_FORMATS, HOSTED_FORMATS, MAX_IMAGE_BYTES, normalizeImage as normalize } from './normalize.ts'

const SECRET = 'owner@example.com'

let jpeg: Buffer
beforeAll(async () => {
  jpeg = await picture(400, 200).jpeg().toBuffer()
})

afterAll(() => decoder.close())

const TIMEOUT_MS = 30_000
const decoder = new PictureDecoder({ timeoutMs: TIMEOUT_MS, log: createLogger('silent') })
const ctx = { decoder, config: parseConfig({ OPENIDV_DECODE_TIMEOUT_MS: String(TIMEOUT_MS) }) }
const organizationId = newId<OrganizationId>()
const normalizeImage = (bytes: Buffer, formats: readonly ImageFormat[]) =>
  normalize(ctx, organizationId, bytes, formats)

/** Left half red, right half blue. */
function picture(width: number, height: number) {
  const half = { create: { width: Math.ceil(width / 2), height, channels: 3 as const, background: '#ff0000' } }
  return sharp({ create: { width, height, channels: 3, background: '#0000ff' } }).composite([
    { input: half, left: 0, top: 0 },
  ])
}

const refusal = (bytes: Buffer, formats = API_FORMATS) =>
  normalizeImage(bytes, formats).then(
    () => 'accepted',
    (error: { code: string; message: string }) => [error.code, error.message],
  )

describe('a picture that is taken in', () => {
  it('is an upright sRGB JPEG of the same size, whatever came', async () => {
    const forms = [jpeg, await picture(400, 200).png().toBuffer(), await picture(400, 200).webp().toBuffer()]
    for (const bytes of forms) {
      const image = await normalizeImage(bytes, HOSTED_FORMATS)
      const { format, space, width, height } = await sharp(image.bytes).metadata()
      expect([format, space, width, height]).toEqual(['jpeg', 'srgb', 400, 200])
      expect([image.width, image.height, image.contentType]).toEqual([400, 200, 'image/jpeg'])
    }
  })

  it('is turned as its EXIF says, and carries nothing else of it', async () => {
    const turned = await picture(400, 200)
      .withExif({ IFD0: { Artist: SECRET, Orientation: '6' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const { bytes, width, height } = await normalizeImage(turned, API_FORMATS)
    expect([width, height]).toEqual([200, 400])
    const { exif, xmp, iptc } = await sharp(bytes).metadata()
    expect([exif, xmp, iptc]).toEqual([undefined, undefined, undefined])
    expect(bytes.includes(SECRET)).toBe(false)
  })

  it('keeps nothing that was hidden behind its end', async () => {
    const { bytes } = await normalizeImage(
      Buffer.concat([jpeg, Buffer.from(`<script>${SECRET}</script>`)]),
      API_FORMATS,
    )
    expect(bytes.includes(SECRET)).toBe(false)
  })

  it('is shown on white where it was transparent, and as colours when it was grey or CMYK', async () => {
    const clear = {
      create: { width: 64, height: 64, channels: 4 as const, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    }
    const { bytes } = await normalizeImage(await sharp(clear).png().toBuffer(), API_FORMATS)
    expect([...(await sharp(bytes).raw().toBuffer()).subarray(0, 3)]).toEqual([255, 255, 255])
    for (const space of ['b-w', 'cmyk'] as const) {
      const odd = await picture(64, 64).toColourspace(space).jpeg().toBuffer()
      const normal = await normalizeImage(odd, API_FORMATS)
      const { channels, space: kept } = await sharp(normal.bytes).metadata()
      expect([channels, kept]).toEqual([3, 'srgb'])
    }
  })

  it('is shrunk to 2,600 pixels at its longest, and never enlarged', async () => {
    const large = await normalizeImage(await picture(5200, 1000).jpeg().toBuffer(), API_FORMATS)
    expect([large.width, large.height]).toEqual([2600, 500])
  })
})

describe('a picture that is refused', () => {
  it('is not what the caller may send, told by its content', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"/>')
    const gif = Buffer.from('GIF89a')
    for (const bytes of [svg, gif, Buffer.from('%PDF-1.7'), Buffer.alloc(0), Buffer.alloc(2)]) {
      expect((await refusal(bytes))[1]).toMatch(/^The image is not JPEG or PNG/)
    }
    const webp = await picture(64, 64).webp().toBuffer()
    expect((await refusal(webp))[1]).toMatch(/^The image is not JPEG or PNG/)
    expect(await refusal(webp, HOSTED_FORMATS)).toBe('accepted')
  })

  it('is damaged anywhere before its end', async () => {
    for (const share of [0.01, 0.2, 0.5, 0.9]) {
      const [code, message] = await refusal(jpeg.subarray(0, Math.max(3, Math.floor(jpeg.length * share))))
      expect([code, message]).toEqual(['image_invalid', expect.stringMatching(/^The image is damaged/)])
    }
    const png = await picture(400, 200).png().toBuffer()
    for (const length of [8, 20, 40, Math.floor(png.length / 2)]) {
      expect((await refusal(png.subarray(0, length)))[0]).toBe('image_invalid')
    }
  })

  it('is too many bytes, too many pixels or too few', async () => {
    const padded = Buffer.concat([jpeg, Buffer.alloc(MAX_IMAGE_BYTES)])
    expect((await refusal(padded))[1]).toMatch(/larger than 15 MiB/)
    expect((await refusal(await picture(31, 400).jpeg().toBuffer()))[1]).toMatch(/at least 32/)
    const giant = await giantPng()
    expect(giant.byteLength).toBeLessThan(200_000)
    const before = process.memoryUsage.rss()
    expect((await refusal(giant))[1]).toMatch(/^The image is 30000 × 30000 pixels; at most 50 million/)
    expect(process.memoryUsage.rss() - before).toBeLessThan(50_000_000)
  })

  it('walks over its pixels too often, told by its scans and before they are decoded', async () => {
    const hostile = await manyScansPicture(7000, 90)
    const begun = performance.now()
    const [code, message] = await refusal(hostile)
    expect([code, message]).toEqual([
      'image_invalid',
      'The image has 100 scans; at most 32 are accepted, and at most 600 million pixels in all of them: ' +
        'save it again as a baseline JPEG of at most 12 million pixels',
    ])
    expect(performance.now() - begun).toBeLessThan(10_000)
    // Few scans for a small picture, which is looked at and found to be wrong, are many for a large one.
    expect((await refusal(await manyScansPicture(500, 20)))[1]).toMatch(/^The image is damaged/)
    expect((await refusal(await manyScansPicture(7000, 3)))[1]).toMatch(/^The image has 13 scans/)
    expect(await refusal(await picture(400, 200).jpeg({ progressive: true }).toBuffer())).toBe('accepted')
  }, 60_000)
})

describe('decoders', () => {
  it('that are killed from outside lose no picture, and are no decoders of ours for long', async () => {
    await normalizeImage(jpeg, API_FORMATS)
    const running = Promise.all(Array.from({ length: 6 }, () => normalizeImage(jpeg, API_FORMATS)))
    for (const pid of decoder.pids) process.kill(pid, 'SIGKILL')
    expect((await running).map(({ width }) => width)).toEqual([400, 400, 400, 400, 400, 400])
  })

  it.skipIf(process.platform === 'win32')(
    'that the system has no handles for cost an answer of 503, and no server',
    async () => {
      const starved = new URL('../../../test/fixtures/starved-decoder.ts', import.meta.url)
      const run = [
        '-c',
        'ulimit -n 120; exec "$0" "$@"',
        process.execPath,
        fileURLToPath(starved),
        jpeg.toString('base64'),
      ]
      const { stdout } = await promisify(execFile)('/bin/sh', run)
      expect(JSON.parse(stdout)).toEqual({ starved: ['server_busy', 'server_busy'], freed: 400 })
    },
    60_000,
  )

  it('that take too long are ended, and the picture is told what would be right', async () => {
    const hasty = new PictureDecoder({ timeoutMs: 1, log: createLogger('silent') })
    const config = parseConfig({ OPENIDV_DECODE_TIMEOUT_MS: '1000' })
    const refused = normalize({ decoder: hasty, config }, organizationId, jpeg, API_FORMATS)
    await expect(refused).rejects.toMatchObject({
      code: 'image_invalid',
      message: expect.stringMatching(/^The image takes longer than 1 s to decode: save it again as a baseline JPEG/),
    })
    await hasty.close()
  })
})
