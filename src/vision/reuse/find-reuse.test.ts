import sharp, { type Sharp } from 'sharp'
import { describe, expect, it } from 'vitest'
import { facePicture, passportPicture } from '../../../test/fixtures/pictures.ts'
import { detectFaces } from '../face/detect.ts'
import { readPerson } from '../face/faces.fixture.ts'
import { findLandmarks, fivePoints } from '../face/landmarks.ts'
import { findPortrait } from '../face/portrait.ts'
import { decodeImage, type Pixels } from '../image.ts'
import { openModel } from '../models.ts'
import { findReuse, type PictureWithFace } from './find-reuse.ts'

const models = { faceDetect: await openModel('faceDetect'), faceLandmark: await openModel('faceLandmark') }

describe('a selfie that is a picture of its own', () => {
  it('is none of the document, of the holder as of a stranger', async () => {
    const document = await openDocument(await passportPicture({}, { onTable: true }))
    expect(await findReuse(document, await openSelfie(await facePicture('holderSelfie')))).toBeUndefined()
    expect(await findReuse(document, await openSelfie(await facePicture('strangerSelfie')))).toBeUndefined()
  })

  it('is told from another photograph of one woman', async () => {
    const [first, second] = [await withFace(await readPerson('ann')), await withFace(await readPerson('annAgain'))]
    expect(await findReuse(first, second)).toBeUndefined()
    expect(await findReuse(first, first)).toMatchObject({ kind: 'whole_picture' })
  })

  it('without a face is compared as a whole', async () => {
    const empty = await decodeImage(await sharp({ create: GREY }).jpeg().toBuffer(), 1280)
    const document = await openDocument(await passportPicture())
    expect(await findReuse(document, { image: empty })).toBeUndefined()
    expect(await findReuse({ image: document.image }, { image: document.image })).toMatchObject({
      kind: 'whole_picture',
    })
  })
})

describe('a selfie that is the photograph of the document', () => {
  it.each([
    ['as it is', (picture: Buffer) => sharp(picture)],
    ['smaller and compressed', (picture: Buffer) => sharp(picture).resize(500).jpeg({ quality: 40 })],
    [
      'cropped and turned a little',
      (picture: Buffer) => sharp(picture).extract(CROP).rotate(2, { background: '#888' }),
    ],
  ] as const)('%s is found', async (_, alter) => {
    const picture = await passportPicture({}, { onTable: true })
    const reuse = await findReuse(await openDocument(picture), await openSelfie(await alter(picture).jpeg().toBuffer()))
    expect(reuse).toMatchObject({ kind: 'whole_picture' })
  })
})

describe('a selfie that was cut out of the document', () => {
  it.each([
    ['enlarged', (picture: Sharp) => picture],
    ['compressed', (picture: Sharp) => picture.jpeg({ quality: 25 })],
    ['with more contrast', (picture: Sharp) => picture.linear(1.3, -30)],
    ['turned', (picture: Sharp) => picture.rotate(4, { background: '#777' })],
    ['mirrored', (picture: Sharp) => picture.flop()],
  ] as const)('%s is found', async (_, alter) => {
    const document = await openDocument(await passportPicture({}, { onTable: true }))
    const cut = await cutPortrait(document)
    const reuse = await findReuse(document, await openSelfie(await alter(sharp(cut)).toBuffer()))
    expect(reuse?.kind).toBe('cut_out')
    expect(reuse?.score).toBeGreaterThan(0.85)
  })
})

const GREY = { width: 640, height: 480, channels: 3, background: '#9aa0a6' } as const
const CROP = { left: 40, top: 30, width: 1500, height: 1040 }

async function openDocument(bytes: Uint8Array): Promise<PictureWithFace> {
  const image = await decodeImage(bytes, 1800)
  const face = await findPortrait(models, image)
  return { image, five: face && fivePoints(await findLandmarks(models, image, face)) }
}

async function openSelfie(bytes: Uint8Array): Promise<PictureWithFace> {
  return withFace(await decodeImage(bytes, 1280))
}

async function withFace(image: Pixels): Promise<PictureWithFace> {
  const [face] = await detectFaces(models, image)
  return { image, five: face && fivePoints(await findLandmarks(models, image, face)) }
}

/** The portrait as a JPEG 800 pixels wide. */
async function cutPortrait({ image, five = [] }: PictureWithFace): Promise<Buffer> {
  const [xs, ys] = [five.map(({ x }) => x), five.map(({ y }) => y)]
  const eyes = (xs[1] ?? 0) - (xs[0] ?? 0)
  const left = Math.round(Math.min(...xs) - 1.6 * eyes)
  const top = Math.round(Math.min(...ys) - 1.6 * eyes)
  const raw = { width: image.width, height: image.height, channels: 3 } as const
  return sharp(image.data, { raw })
    .extract({
      left: Math.max(0, left),
      top: Math.max(0, top),
      width: Math.round(eyes * 4),
      height: Math.round(eyes * 4.6),
    })
    .resize(800)
    .jpeg({ quality: 88 })
    .toBuffer()
}
