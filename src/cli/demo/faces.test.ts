import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { readDemoFace } from './faces.ts'

describe('readDemoFace', () => {
  it.each(['holderPortrait', 'holderSelfie', 'strangerSelfie'] as const)(
    '%s is a JPEG large enough for a check, with no corner left black by the turning',
    async (name) => {
      const bytes = await readDemoFace(name)
      const { format, width, height } = await sharp(bytes).metadata()
      expect(format).toBe('jpeg')
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(700)
      for (const [left, top] of [
        [0, 0],
        [width - 12, 0],
        [0, height - 12],
        [width - 12, height - 12],
      ] as const) {
        const corner = await sharp(bytes).extract({ left, top, width: 12, height: 12 }).raw().toBuffer()
        expect(Math.max(...corner)).toBeGreaterThan(16)
      }
    },
  )
})
