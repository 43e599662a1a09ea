import { describe, expect, it } from 'vitest'
import { passportPicture } from '../../test/fixtures/pictures.ts'
import { DOCUMENT_DETAIL_SIDE, measureDetail } from './detail.ts'
import { decodeImage, type Pixels, sharpOf, toPixels } from './image.ts'

const measure = (pixels: Pixels) => measureDetail(pixels, DOCUMENT_DETAIL_SIDE)

describe('the detail of a picture', () => {
  it('is lost by blur and by motion in either direction, not by darkness', async () => {
    const page = await decodeImage(await passportPicture({}, { onTable: true }), 1800)
    expect(await measure(page)).toBeGreaterThan(0.6)
    expect(await measure(await toPixels(sharpOf(page).linear(0.3, 0)))).toBeGreaterThan(0.6)
    expect(await measure(await toPixels(sharpOf(page).blur(7)))).toBeLessThan(0.4)
    expect(await measure(await smear(page, 23, 1))).toBeLessThan(0.45)
    expect(await measure(await smear(page, 1, 23))).toBeLessThan(0.45)
  })

  it('is none where nothing changes', async () => {
    expect(await measure({ data: new Uint8Array(300).fill(90), width: 10, height: 10 })).toBe(0)
    expect(await measure({ data: new Uint8Array(3), width: 1, height: 1 })).toBe(0)
  })
})

function smear(pixels: Pixels, across: number, down: number): Promise<Pixels> {
  const size = Math.max(across, down, 3)
  const kernel = Array.from({ length: size * size }, (_, at) => {
    const [x, y] = [at % size, Math.floor(at / size)]
    const middle = Math.floor(size / 2)
    return (across > 1 ? y === middle : x === middle) ? 1 : 0
  })
  return toPixels(sharpOf(pixels).convolve({ width: size, height: size, kernel }))
}
