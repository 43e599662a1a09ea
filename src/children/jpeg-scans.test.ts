import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { repeatScans } from '../../test/fixtures/hostile-pictures.ts'
import { facePicture } from '../../test/fixtures/pictures.ts'
import { countScans } from './jpeg-scans.ts'

describe('the scans of a JPEG', () => {
  it('are 1 in a picture of a camera and 10 in a progressive one', async () => {
    const face = await facePicture('holderSelfie')
    expect(countScans(face)).toBe(1)
    expect(countScans(await sharp(face).jpeg({ progressive: true }).toBuffer())).toBe(10)
  })

  it('are counted where restart markers and a thumbnail stand between them, and not behind the end', async () => {
    const face = await facePicture('holderSelfie')
    const progressive = await sharp(face).jpeg({ progressive: true }).toBuffer()
    // A whole JPEG as an application's segment, as a thumbnail is.
    const thumbnail = await sharp(face).resize(64).jpeg({ progressive: true }).toBuffer()
    const segment = Buffer.from([0xff, 0xe1, (thumbnail.length + 2) >> 8, (thumbnail.length + 2) & 0xff])
    const withThumbnail = Buffer.concat([progressive.subarray(0, 2), segment, thumbnail, progressive.subarray(2)])
    expect(countScans(Buffer.concat([withThumbnail, thumbnail]))).toBe(10)
    expect(countScans(repeatScans(withThumbnail, 7))).toBe(17)
  })

  it('are none in what is cut off, empty or no JPEG, and reading ends', async () => {
    const face = await facePicture('holderSelfie')
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(3, 0xff), face.subarray(0, 20), Buffer.alloc(100_000, 0xff)]) {
      expect(countScans(bytes)).toBe(0)
    }
  })
})
