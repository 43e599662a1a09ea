import { describe, expect, it } from 'vitest'
import { type Pixels, sharpOf, toPixels } from './image.ts'
import { measureQuality } from './quality.ts'

describe('measureQuality', () => {
  it('calls a picture sharper than its own blur', async () => {
    const sharp = checkers(480, 320, 8)
    const blurred = await toPixels(sharpOf(sharp).blur(4))
    const [clear, smeared] = await Promise.all([measureQuality(sharp), measureQuality(blurred)])
    expect(clear.sharpness).toBeGreaterThan(0.9)
    expect(smeared.sharpness).toBeLessThan(0.3)
    expect(smeared.sharpnessRaw).toBeLessThan(clear.sharpnessRaw / 10)
  })

  it('measures brightness and glare', async () => {
    expect(await measureQuality(plain(0))).toMatchObject({ brightness: 0, glareShare: 0, sharpness: 0 })
    expect(await measureQuality(plain(255))).toMatchObject({ brightness: 1, glareShare: 1, sharpness: 0 })
    const { brightness, glareShare } = await measureQuality(checkers(400, 400, 50))
    expect(brightness).toBeCloseTo(0.5, 1)
    expect(glareShare).toBeCloseTo(0.5, 1)
  })

  it('looks only inside the box', async () => {
    const picture = checkers(400, 400, 200)
    const { glareShare, sharpness } = await measureQuality(picture, { left: 10, top: 10, width: 150, height: 150 })
    expect(glareShare).toBe(0)
    expect(sharpness).toBe(0)
  })

  it('answers for a picture of one pixel', async () => {
    expect((await measureQuality(plain(128, 1, 1))).sharpnessRaw).toBe(0)
  })
})

function plain(grey: number, width = 64, height = 64): Pixels {
  return { data: new Uint8Array(width * height * 3).fill(grey), width, height }
}

/** Black and white squares of `size` pixels, black at the top left. */
function checkers(width: number, height: number, size: number): Pixels {
  const pixels = plain(0, width, height)
  for (let at = 0; at < width * height; at += 1) {
    const isWhite = (Math.floor((at % width) / size) + Math.floor(at / width / size)) % 2 === 1
    if (isWhite) pixels.data.fill(255, at * 3, at * 3 + 3)
  }
  return pixels
}
