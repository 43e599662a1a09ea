/**
 * Measures how surely a selfie is told from the document's own picture: `node bench/accuracy-reuse.ts FOLDER
 * [ALTERATION]`, FOLDER with a manifest.json.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { z } from 'zod'
import { readDemoFace } from '../src/cli/demo/faces.ts'
import { HOLDER_PASSPORT } from '../src/cli/demo/holder.ts'
import { drawPassport } from '../src/cli/demo/specimen.ts'
import { type DetectedFace, detectFaces } from '../src/vision/face/detect.ts'
import { findLandmarks, fivePoints } from '../src/vision/face/landmarks.ts'
import { findPortrait } from '../src/vision/face/portrait.ts'
import { decodeImage } from '../src/vision/image.ts'
import { openModel } from '../src/vision/models.ts'
import { compareFacePictures, MIN_SAME_FACE } from '../src/vision/reuse/faces.ts'
import { findReuse, MIN_SAME_PICTURE, type PictureWithFace } from '../src/vision/reuse/find-reuse.ts'
import { comparePictures } from '../src/vision/reuse/pictures.ts'
import { quantile } from './statistics.ts'

const FACE_SIDE = 1280
const DOCUMENT_SIDE = 1800

/** Drawn passports, and whether they lie on a table. */
const DRAWN = 8

/** Width of a small portrait on a photographed document, in pixels. */
const SMALL_FACE_PX = 44

type Alter = (picture: Buffer, size: { width: number; height: number }) => Promise<Buffer>
type Found = PictureWithFace & { readonly face: DetectedFace | undefined }

const jpeg = (picture: Sharp, quality = 88) => picture.jpeg({ quality }).toBuffer()
const shrink = (picture: Buffer, width: number) => sharp(picture).resize({ width: Math.round(width) })

/** What may be done to a picture before it is given a second time. */
const ALTERED: Readonly<Record<string, Alter>> = {
  'as it is': async (picture) => picture,
  'JPEG at 30': (picture) => jpeg(sharp(picture), 30),
  'JPEG at 12': (picture) => jpeg(sharp(picture), 12),
  'half the size': (picture, { width }) => jpeg(shrink(picture, width / 2)),
  'a quarter of the size': (picture, { width }) => jpeg(shrink(picture, width / 4)),
  'cropped by 4 % at each side': (picture, size) => jpeg(sharp(picture).extract(inner(size, 0.04, 0.04))),
  'cropped to one side': (picture, size) => jpeg(sharp(picture).extract(inner(size, 0.1, 0))),
  'turned by 2°': (picture) => jpeg(sharp(picture).rotate(2, { background: '#8d8f93' })),
  'turned by −6°': (picture) => jpeg(sharp(picture).rotate(-6, { background: '#ffffff' })),
  'stretched by 6 %': (picture, { width, height }) =>
    jpeg(sharp(picture).resize(Math.round(width * 1.06), height, { fit: 'fill' })),
  mirrored: (picture) => jpeg(sharp(picture).flop()),
  'more contrast': (picture) => jpeg(sharp(picture).linear(1.4, -50)),
  'less contrast': (picture) => jpeg(sharp(picture).linear(0.5, 90)),
  'darker by gamma': (picture) => jpeg(sharp(picture).gamma(1, 2.2)),
  grey: (picture) => jpeg(sharp(picture).greyscale()),
  'warm light': (picture) => jpeg(sharp(picture).tint('#ffc890')),
  blurred: (picture, { width }) => jpeg(sharp(picture).blur(Math.max(0.5, width / 500))),
  sharpened: (picture) => jpeg(sharp(picture).sharpen({ sigma: 2 })),
  noisy: (picture, size) => addNoise(picture, size, 18),
  'with a glare spot': addGlare,
  'as a screen shows it': addLines,
}

const Manifest = z.object({
  files: z.array(z.object({ file: z.string(), kind: z.string() })),
  facePairs: z.array(z.object({ a: z.string(), b: z.string(), same: z.boolean() })),
})

const [folder, only = ''] = process.argv.slice(2)
if (folder === undefined) throw new Error('Usage: node bench/accuracy-reuse.ts FOLDER')
const manifest = Manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')))
const models = { faceDetect: await openModel('faceDetect'), faceLandmark: await openModel('faceLandmark') }
const timesMs: number[] = []

if (only === '') await reportGenuine(folder)
await reportReuse(await readDocuments(folder))
console.log(`time: median ${quantile(timesMs, 0.5).toFixed(0)} ms, p90 ${quantile(timesMs, 0.9).toFixed(0)} ms`)

/** Two photographs of one person, and of two people, must be told apart from one photograph. */
async function reportGenuine(from: string): Promise<void> {
  const faces = new Map<string, { plain: Found; small: Found; passport: Found }>()
  for (const { file, kind } of manifest.files) {
    if (kind !== 'face') continue
    const bytes = await readFile(join(from, file))
    const plain = await openSelfie(bytes)
    const width = (plain.image.width * SMALL_FACE_PX) / (plain.face?.box.width ?? SMALL_FACE_PX)
    const passport = await drawPassport({ ...HOLDER_PASSPORT, photoJpeg: bytes }, { onTable: true })
    faces.set(file, {
      plain,
      small: await openSelfie(await jpeg(shrink(bytes, width), 60)),
      passport: await openDocument(passport),
    })
  }
  for (const same of [true, false]) {
    const pairs = manifest.facePairs.filter((pair) => pair.same === same)
    for (const variant of ['plain', 'small', 'passport'] as const) {
      const results = []
      for (const { a, b } of pairs) {
        const [document, selfie] = [faces.get(a)?.[variant], faces.get(b)?.plain]
        if (document && selfie) results.push(await score(document, selfie))
      }
      printAlarms(`${same ? 'one person' : 'two people'}, first ${variant}`, results)
    }
  }
}

async function reportReuse(documents: readonly Buffer[]): Promise<void> {
  const found = { whole: [0, 0], cut: [0, 0] }
  let withoutFace = 0
  for (const [name, alter] of Object.entries(ALTERED).filter(([each]) => each.includes(only))) {
    const line = {
      whole: { hits: 0, kind: 0, of: 0, scores: [] as number[] },
      cut: { hits: 0, kind: 0, of: 0, scores: [] as number[] },
    }
    for (const bytes of documents) {
      const document = await openDocument(bytes)
      if (!document.face) continue
      const { image } = document
      const whole = await jpeg(
        sharp(image.data, { raw: { width: image.width, height: image.height, channels: 3 } }),
        92,
      )
      for (const [part, picture] of [
        ['whole', whole],
        ['cut', await cutPortrait(whole, image, document.face)],
      ] as const) {
        const selfie = await openSelfie(await alter(picture, await sizeOf(picture)))
        // A selfie without a face verifies nobody, whatever it is.
        if (!selfie.face && part === 'cut') {
          withoutFace++
          continue
        }
        const { reuse, face, picture: like } = await score(document, selfie)
        const count = line[part]
        count.of++
        if (reuse) count.hits++
        if (reuse?.kind === (part === 'whole' ? 'whole_picture' : 'cut_out')) count.kind++
        count.scores.push(Math.max(part === 'whole' ? like : 0, face))
      }
    }
    for (const part of ['whole', 'cut'] as const) {
      const { hits, kind, of, scores } = line[part]
      found[part] = [(found[part][0] ?? 0) + hits, (found[part][1] ?? 0) + of]
      const low = quantile(scores, 0).toFixed(3)
      console.log(`${part.padEnd(6)} ${name.padEnd(28)} ${hits} of ${of}, named so ${kind}; scores from ${low}`)
    }
  }
  console.log(`${withoutFace} altered cut-outs show no face any more and are left out`)
  for (const part of ['whole', 'cut'] as const) {
    const [hits = 0, of = 0] = found[part]
    console.log(`${part}: ${hits} of ${of} found = ${((100 * hits) / of).toFixed(1)} %`)
  }
}

async function sizeOf(picture: Buffer) {
  const { width, height } = await sharp(picture).metadata()
  return { width, height }
}

async function score(document: Found, selfie: Found) {
  const start = performance.now()
  const reuse = await findReuse(document, selfie)
  timesMs.push(performance.now() - start)
  const [first, second] = [withFive(selfie), withFive(document)]
  const face = first && second ? compareFacePictures(first, second) : undefined
  const picture = await comparePictures(selfie.image, document.image, face ? [face.map] : [])
  return { reuse, face: face?.score ?? 0, picture }
}

function withFive({ image, five }: PictureWithFace) {
  return five && { image, five }
}

function printAlarms(name: string, results: readonly Awaited<ReturnType<typeof score>>[]): void {
  const alarms = results.filter(({ reuse }) => reuse !== undefined).length
  const face = Math.max(...results.map((result) => result.face)).toFixed(3)
  const picture = Math.max(...results.map((result) => result.picture)).toFixed(3)
  console.log(
    `${name.padEnd(36)} ${alarms} false alarms of ${results.length}; highest face ${face} (limit ${MIN_SAME_FACE}), picture ${picture} (limit ${MIN_SAME_PICTURE})`,
  )
}

/** The specimens of the folder, and passports drawn around its faces. */
async function readDocuments(from: string): Promise<Buffer[]> {
  const documents: Buffer[] = [
    await drawPassport({ ...HOLDER_PASSPORT, photoJpeg: await readDemoFace('holderPortrait') }, { onTable: true }),
  ]
  for (const { file } of manifest.files.filter(({ kind }) => kind === 'mrz')) {
    documents.push(await readFile(join(from, file)))
  }
  for (const [index, { file }] of manifest.files
    .filter(({ kind }) => kind === 'face')
    .slice(0, DRAWN)
    .entries()) {
    const photoJpeg = await readFile(join(from, file))
    documents.push(await drawPassport({ ...HOLDER_PASSPORT, photoJpeg }, { onTable: index % 2 === 0 }))
  }
  return documents
}

async function openDocument(bytes: Uint8Array): Promise<Found> {
  const image = await decodeImage(bytes, DOCUMENT_SIDE)
  return withPoints(image, await findPortrait(models, image))
}

async function openSelfie(bytes: Uint8Array): Promise<Found> {
  const image = await decodeImage(bytes, FACE_SIDE)
  return withPoints(image, (await detectFaces(models, image))[0])
}

async function withPoints(image: Found['image'], face: DetectedFace | undefined): Promise<Found> {
  return { image, face, five: face && fivePoints(await findLandmarks(models, image, face)) }
}

/** The portrait with its surroundings, enlarged to 800 pixels of width. */
function cutPortrait(picture: Buffer, size: { width: number; height: number }, { box }: DetectedFace): Promise<Buffer> {
  const left = Math.max(0, Math.round(box.left - box.width * 0.5))
  const top = Math.max(0, Math.round(box.top - box.height * 0.45))
  const width = Math.min(size.width - left, Math.round(box.width * 2))
  const height = Math.min(size.height - top, Math.round(box.height * 1.8))
  return jpeg(sharp(picture).extract({ left, top, width, height }).resize({ width: 800, kernel: 'lanczos3' }), 90)
}

function inner({ width, height }: { width: number; height: number }, part: number, end: number) {
  const [left, top] = [Math.round(width * part), Math.round(height * part)]
  return { left, top, width: width - left - Math.round(width * end), height: height - top - Math.round(height * end) }
}

async function addNoise(picture: Buffer, { width, height }: { width: number; height: number }, sigma: number) {
  const noise = { width, height, channels: 3, noise: { type: 'gaussian', mean: 128, sigma } } as const
  const layer = await sharp({ create: { ...noise, background: '#000000' } })
    .png()
    .toBuffer()
  return jpeg(sharp(picture).composite([{ input: layer, blend: 'overlay' }]), 80)
}

function addGlare(picture: Buffer, { width, height }: { width: number; height: number }) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><radialGradient id="g">
    <stop offset="0.3" stop-color="#fff"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient></defs>
    <circle cx="${width * 0.35}" cy="${height * 0.3}" r="${width * 0.13}" fill="url(#g)"/></svg>`
  return jpeg(sharp(picture).composite([{ input: Buffer.from(svg) }]))
}

/** Rows of light and dark, as a camera sees a screen. */
function addLines(picture: Buffer, { width, height }: { width: number; height: number }) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>
    <pattern id="p" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(4)">
    <rect width="4" height="1.6" fill="#000" fill-opacity="0.25"/></pattern></defs>
    <rect width="100%" height="100%" fill="url(#p)"/></svg>`
  return jpeg(
    sharp(picture)
      .composite([{ input: Buffer.from(svg) }])
      .blur(0.7),
    80,
  )
}
