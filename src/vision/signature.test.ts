import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { measureSignature } from './signature.ts'

const STROKE =
  '<path d="M40 140 C120 20 160 180 240 90 S380 60 560 130" fill="none" stroke="#1b2a6b" stroke-width="3"/>'

describe('the ink of a signature', () => {
  it('is none on a blank pad, white, transparent or of any colour', async () => {
    for (const background of ['#ffffff', '#00000000', '#d8d2c4']) {
      expect(await measureSignature(await pad('', background))).toEqual({ inkShare: 0, widthPx: 600, heightPx: 200 })
    }
  })

  it('of one dot is next to nothing, and more than none', async () => {
    const { inkShare } = await measureSignature(await pad('<circle cx="300" cy="100" r="3" fill="#000"/>'))
    expect(inkShare).toBeGreaterThan(0)
    expect(inkShare).toBeLessThan(0.001)
  })

  it('of a stroke is about a hundredth, on paper, on nothing, and white on black', async () => {
    const white = STROKE.replace('#1b2a6b', '#ffffff')
    for (const picture of [await pad(STROKE), await pad(STROKE, '#00000000'), await pad(white, '#101010')]) {
      const { inkShare } = await measureSignature(picture)
      expect(inkShare).toBeGreaterThan(0.005)
      expect(inkShare).toBeLessThan(0.05)
    }
  })

  it('of a photographed sheet is told from its shadow and grain', async () => {
    const shade =
      '<defs><linearGradient id="g"><stop stop-color="#9a958a"/><stop offset="1" stop-color="#e8e4da"/></linearGradient></defs>'
    const sheet = `${shade}<rect width="600" height="200" fill="url(#g)"/>`
    expect((await measureSignature(await photo(sheet))).inkShare).toBe(0)
    expect((await measureSignature(await photo(sheet + STROKE))).inkShare).toBeGreaterThan(0.005)
  })

  it('is refused of what is no picture', async () => {
    await expect(measureSignature(Buffer.from('no picture'))).rejects.toThrow()
  })
})

function pad(drawing: string, background = '#ffffff'): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="200">${drawing}</svg>`
  const canvas = { width: 600, height: 200, channels: 4, background } as const
  return sharp({ create: canvas })
    .composite([{ input: Buffer.from(svg) }])
    .png()
    .toBuffer()
}

/** With the grain of a sensor, compressed. */
async function photo(drawing: string): Promise<Buffer> {
  const grain = {
    width: 600,
    height: 200,
    channels: 3,
    background: '#000',
    noise: { type: 'gaussian', mean: 128, sigma: 6 },
  } as const
  const input = await sharp({ create: grain }).png().toBuffer()
  return sharp(await pad(drawing))
    .composite([{ input, blend: 'overlay' }])
    .jpeg({ quality: 70 })
    .toBuffer()
}
