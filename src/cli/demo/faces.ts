/** Cuts the two demo people's faces out of photographs that ship inside an npm package. */
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'

/**
 * Sample photographs of `@vladmandic/face-api` (MIT, © Vladimir Mandic). They are read where npm installed them:
 * no photograph of a person is part of this repository.
 */
const PICTURES = new URL('../../../node_modules/@vladmandic/face-api/demo/', import.meta.url)

interface FaceCrop {
  /** File below `PICTURES`. */
  readonly file: string
  /** Middle of the cut, pixels of the photograph from its top left. */
  readonly centerX: number
  readonly centerY: number
  /** Size of the cut, pixels of the photograph, after turning. */
  readonly width: number
  readonly height: number
  /** Clockwise turn that brings the head upright. */
  readonly turnDegrees: number
  /** Width of the picture that is handed out. */
  readonly outputWidth: number
}

const CROPS = {
  holderPortrait: {
    file: 'sample3.jpg',
    centerX: 1188,
    centerY: 352,
    width: 380,
    height: 488,
    turnDegrees: -8,
    outputWidth: 700,
  },
  holderSelfie: {
    file: 'sample1.jpg',
    centerX: 1571,
    centerY: 340,
    width: 430,
    height: 470,
    turnDegrees: -38,
    outputWidth: 900,
  },
  strangerSelfie: {
    file: 'sample6.jpg',
    centerX: 365,
    centerY: 600,
    width: 400,
    height: 470,
    turnDegrees: 0,
    outputWidth: 900,
  },
} as const satisfies Record<string, FaceCrop>

/**
 * `holderPortrait` and `holderSelfie` are two photographs of one woman, eleven months apart (December 2016
 * and November 2017 by their EXIF data); `strangerSelfie` is somebody else.
 */
export type DemoFace = keyof typeof CROPS

/**
 * One face as JPEG bytes, head and shoulders, upright. The faces are about 200 px wide in their photographs and are
 * enlarged (Lanczos) to 360 to 510 px, so they are softer than what a phone's own camera takes.
 */
export async function readDemoFace(name: DemoFace): Promise<Buffer> {
  const { file, centerX, centerY, width, height, turnDegrees, outputWidth } = CROPS[name]
  // Whatever the angle, the square around the cut's circumscribed circle still covers the cut after turning.
  const side = Math.ceil(Math.hypot(width, height))
  const turned = await sharp(fileURLToPath(new URL(file, PICTURES)))
    .extract({ left: centerX - Math.floor(side / 2), top: centerY - Math.floor(side / 2), width: side, height: side })
    .rotate(turnDegrees)
    .png({ compressionLevel: 1 })
    .toBuffer({ resolveWithObject: true })
  return sharp(turned.data)
    .extract({
      left: Math.floor((turned.info.width - width) / 2),
      top: Math.floor((turned.info.height - height) / 2),
      width,
      height,
    })
    .resize({ width: outputWidth, kernel: 'lanczos3' })
    .jpeg({ quality: 92 })
    .toBuffer()
}
