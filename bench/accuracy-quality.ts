/**
 * Measures the floors of quality: how many genuine pictures are called defective, and how many spoilt ones are:
 * `node bench/accuracy-quality.ts FOLDER`, FOLDER with a manifest.json.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { z } from 'zod'
import { HOLDER_PASSPORT } from '../src/cli/demo/holder.ts'
import { drawPassport } from '../src/cli/demo/specimen.ts'
import type { DocumentFacts, FaceFacts } from '../src/steps/facts.ts'
import { type Defect, findDocumentDefect, findFaceDefect } from '../src/steps/picture-defects.ts'
import { scanDocument } from '../src/vision/document/scan.ts'
import { similarity } from '../src/vision/face/compare.ts'
import { detectFaces } from '../src/vision/face/detect.ts'
import { measureFace } from '../src/vision/face/measure.ts'
import { findPortrait } from '../src/vision/face/portrait.ts'
import { decodeImage, type Pixels } from '../src/vision/image.ts'
import { openModels } from '../src/vision/models.ts'
import { toDocumentFacts } from '../src/worker/document-facts.ts'
import { quantile } from './statistics.ts'

const FACE_SIDE = 1280
const DOCUMENT_SIDE = 1800

/** Width at which documents are spoilt, as a phone takes them. */
const PHONE_WIDTH = 2000

/** Every so many of the genuine pairs is drawn as a passport and spoilt: each costs about half a minute. */
const EVERY_PAIR = 14

type Alter = (picture: Buffer) => Promise<Buffer>

const jpeg = (picture: Buffer) => sharp(picture).jpeg({ quality: 88 }).toBuffer()

/** Documents 2,000 pixels wide; what each must be called, if anything. */
const SPOILT_DOCUMENTS: ReadonlyArray<readonly [string, Alter, Defect | undefined]> = [
  ['as it is', jpeg, undefined],
  ['moved by 25 pixels across', (picture) => smear(picture, 25, 0), 'blurred'],
  ['moved by 25 pixels down', (picture) => smear(picture, 25, 90), 'blurred'],
  ['blurred by sigma 2', (picture) => blur(picture, 2), undefined],
  ['blurred by sigma 5', (picture) => blur(picture, 5), 'blurred'],
  ['blurred by sigma 8', (picture) => blur(picture, 8), 'blurred'],
  ['light at 35 %', (picture) => jpegOf(sharp(picture).linear(0.35, 0)), undefined],
  ['light at 12 %', (picture) => jpegOf(sharp(picture).linear(0.12, 0)), 'too_dark'],
  ['glare on the portrait', (picture) => addGlare(picture, { x: 0.22, y: 0.45, radius: 0.16 }), 'glare'],
  ['400 pixels wide', (picture) => jpegOf(sharp(picture).resize(400)), undefined],
  ['200 pixels wide', (picture) => jpegOf(sharp(picture).resize(200)), 'too_small'],
]

/** Selfies; what each must be called. */
const SPOILT_FACES: ReadonlyArray<readonly [string, Alter, Defect | undefined]> = [
  ['as it is', jpeg, undefined],
  ['moved by a twelfth of the face', (picture) => smearFace(picture, 1 / 12), 'blurred'],
  ['moved by a fifth of the face', (picture) => smearFace(picture, 1 / 5), 'blurred'],
  ['blurred by a fortieth of the face', (picture) => blurFace(picture, 1 / 40), 'blurred'],
  ['blurred by a fifteenth of the face', (picture) => blurFace(picture, 1 / 15), 'blurred'],
  ['light at 12 %', (picture) => jpegOf(sharp(picture).linear(0.12, 0)), 'too_dark'],
  ['light at 300 %', (picture) => jpegOf(sharp(picture).linear(3, 30)), 'too_bright'],
  ['left half of the face cut off', (picture) => cutFace(picture, 0.5), 'cut_off'],
  ['a quarter of the face cut off', (picture) => cutFace(picture, 0.25), 'cut_off'],
]

const Manifest = z.object({
  files: z.array(z.object({ file: z.string(), kind: z.string() })),
  facePairs: z.array(z.object({ a: z.string(), b: z.string(), same: z.boolean() })),
})

const [folder = '.', part = 'all'] = process.argv.slice(2)
const manifest = Manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')))
const models = await openModels()

if (part !== 'spoilt') {
  await reportDocuments()
  await reportFaces()
}
if (part !== 'genuine') {
  await reportSpoiltFaces()
  await reportSpoiltDocuments()
}

async function reportDocuments(): Promise<void> {
  const documents: [string, DocumentFacts][] = []
  for (const { file, kind } of manifest.files) {
    if (kind === 'mrz') documents.push([file, (await readDocument(await readFile(join(folder, file)))).facts])
  }
  printDefects(
    'documents',
    documents.map(([file, facts]) => [file, findDocumentDefect(facts)]),
  )
  printRange(
    'document detail',
    documents.map(([, { quality }]) => quality.detail ?? Number.NaN),
  )
  printRange(
    'document brightness',
    documents.map(([, { quality }]) => quality.brightness),
  )
  const portraits = documents.flatMap(([, { portrait }]) => (portrait ? [portrait] : []))
  printFaces('portrait', portraits)
}

async function reportFaces(): Promise<void> {
  for (const kind of ['face', 'spoof', 'age']) {
    const all: [string, FaceFacts[]][] = []
    for (const picture of manifest.files.filter((one) => one.kind === kind)) {
      all.push([picture.file, await readFaces(await readFile(join(folder, picture.file)))])
    }
    printDefects(
      kind,
      all.map(([file, faces]) => [file, findFaceDefect(faces)]),
    )
    printFaces(
      kind,
      all.flatMap(([, faces]) => faces.slice(0, 1)),
    )
  }
}

async function reportSpoiltFaces(): Promise<void> {
  const pairs = chosenPairs()
  for (const [name, alter, expected] of SPOILT_FACES) {
    const results = []
    for (const { a, b } of pairs) {
      const [other] = await embedFaces(await readFile(join(folder, b)))
      const faces = await embedFaces(await alter(await readFile(join(folder, a))))
      const cosine = faces[0] && other ? similarity(faces[0].embedding, other.embedding) : undefined
      results.push({ defect: findFaceDefect(faces), cosine, detail: faces[0]?.detail, outside: faces[0]?.outsideShare })
    }
    printSpoilt(`selfie ${name}`, expected, results)
  }
}

async function reportSpoiltDocuments(): Promise<void> {
  const pairs = chosenPairs()
  for (const [name, alter, expected] of SPOILT_DOCUMENTS) {
    const results = []
    for (const { a, b } of pairs) {
      const photoJpeg = await readFile(join(folder, a))
      const drawn = await drawPassport({ ...HOLDER_PASSPORT, photoJpeg }, { onTable: true })
      const photo = await sharp(drawn).resize(PHONE_WIDTH).jpeg({ quality: 92 }).toBuffer()
      const { facts, portrait } = await readDocument(await alter(photo))
      const [other] = await embedFaces(await readFile(join(folder, b)))
      const cosine = portrait && other ? similarity(portrait.embedding, other.embedding) : undefined
      results.push({ defect: findDocumentDefect(facts), cosine, detail: facts.quality.detail })
    }
    printSpoilt(`document ${name}`, expected, results)
  }
}

function chosenPairs() {
  return manifest.facePairs.filter(({ same }) => same).filter((_, index) => index % EVERY_PAIR === 0)
}

async function readDocument(bytes: Uint8Array) {
  const image = await decodeImage(bytes, DOCUMENT_SIDE)
  const scan = await scanDocument(models, image)
  const found = await findPortrait(models, scan.upright)
  const portrait = found && (await measureFace(models, scan.upright, found))
  return { facts: { ...toDocumentFacts(scan), portrait }, portrait }
}

async function embedFaces(bytes: Uint8Array) {
  const image = await decodeImage(bytes, FACE_SIDE)
  const faces = await detectFaces(models, image)
  return Promise.all(faces.slice(0, 2).map((face) => measureFace(models, image, face)))
}

async function readFaces(bytes: Uint8Array): Promise<FaceFacts[]> {
  return (await embedFaces(bytes)).map(({ embedding: _, ...facts }) => facts)
}

function printDefects(name: string, found: ReadonlyArray<readonly [string, Defect | undefined]>): void {
  const defective = found.filter(([, defect]) => defect !== undefined)
  console.log(`${name}: ${defective.length} of ${found.length} called defective`)
  for (const [file, defect] of defective) console.log(`  ${file} ${defect}`)
}

function printFaces(name: string, faces: readonly FaceFacts[]): void {
  printRange(
    `${name} detail`,
    faces.map(({ detail }) => detail ?? Number.NaN),
  )
  printRange(
    `${name} brightness`,
    faces.map(({ quality }) => quality.brightness),
  )
  printRange(
    `${name} glare`,
    faces.map(({ glareShare }) => glareShare ?? Number.NaN),
  )
  printRange(
    `${name} eyes`,
    faces.map(({ eyesPx }) => eyesPx ?? Number.NaN),
  )
  printRange(
    `${name} outside`,
    faces.map(({ outsideShare }) => outsideShare ?? Number.NaN),
  )
}

function printRange(name: string, values: readonly number[]): void {
  const at = [0, 0.02, 0.1, 0.5, 0.9, 0.98, 1].map((part) => quantile(values, part).toFixed(2))
  console.log(`  ${name}: lowest, 2, 10, 50, 90, 98 %, highest: ${at.join(' ')}`)
}

interface Spoilt {
  readonly defect: Defect | undefined
  readonly cosine: number | undefined
  readonly detail?: number | undefined
  readonly outside?: number | undefined
}

/** A mismatch is a genuine pair below 0.30 that no floor held back: a person rejected on a picture nobody could judge. */
function printSpoilt(name: string, expected: Defect | undefined, results: readonly Spoilt[]): void {
  const asExpected = results.filter(({ defect }) => defect === expected).length
  const mismatches = results.filter(({ defect, cosine }) => !defect && cosine !== undefined && cosine < 0.3).length
  const others = results.filter(({ defect }) => defect !== expected).map(({ defect }) => defect ?? 'none')
  const cosines = results.flatMap(({ cosine }) => (cosine === undefined ? [] : [cosine]))
  const details = results.flatMap(({ detail }) => (detail === undefined ? [] : [detail]))
  const outside = results.flatMap(({ outside: part }) => (part === undefined ? [] : [part]))
  console.log(
    `${name}: ${expected ?? 'no defect'} ${asExpected} of ${results.length}, else ${[...new Set(others)].join(', ') || '-'}; ` +
      `mismatches ${mismatches}; cosine from ${quantile(cosines, 0).toFixed(2)}; ` +
      `detail ${quantile(details, 0).toFixed(2)}–${quantile(details, 1).toFixed(2)}` +
      (outside.length > 0 ? `; outside ${quantile(outside, 0).toFixed(2)}–${quantile(outside, 1).toFixed(2)}` : ''),
  )
}

function jpegOf(picture: Sharp): Promise<Buffer> {
  return picture.jpeg({ quality: 88 }).toBuffer()
}

/** Motion along one direction, by a row of ones. */
async function smear(picture: Buffer, pixels: number, degrees: 0 | 90): Promise<Buffer> {
  const size = Math.max(3, Math.round(pixels) | 1)
  const middle = Math.floor(size / 2)
  const kernel = Array.from({ length: size * size }, (_, at) => {
    const [x, y] = [at % size, Math.floor(at / size)]
    return (degrees === 0 ? y : x) === middle ? 1 : 0
  })
  return jpegOf(sharp(picture).convolve({ width: size, height: size, kernel }))
}

function blur(picture: Buffer, sigma: number): Promise<Buffer> {
  return jpegOf(sharp(picture).blur(Math.max(0.4, sigma)))
}

async function smearFace(picture: Buffer, part: number): Promise<Buffer> {
  const { box } = await largestFace(picture)
  return smear(picture, box.width * part, 0)
}

async function blurFace(picture: Buffer, part: number): Promise<Buffer> {
  const { box } = await largestFace(picture)
  return blur(picture, box.width * part)
}

async function cutFace(picture: Buffer, part: number): Promise<Buffer> {
  const { box, image } = await largestFace(picture)
  const left = Math.round(box.left + box.width * part)
  const raw = { width: image.width, height: image.height, channels: 3 } as const
  return jpegOf(sharp(image.data, { raw }).extract({ left, top: 0, width: image.width - left, height: image.height }))
}

/** The largest face of a picture that is at most as large as selfies are measured. */
async function largestFace(picture: Buffer): Promise<{ box: { left: number; width: number }; image: Pixels }> {
  const image = await decodeImage(picture, FACE_SIDE)
  const [face] = await detectFaces(models, image)
  return { box: face?.box ?? { left: 0, width: image.width }, image }
}

function addGlare(picture: Buffer, { x, y, radius }: { x: number; y: number; radius: number }): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${PHONE_WIDTH}" height="1500"><defs><radialGradient id="g">
    <stop offset="0.5" stop-color="#fff"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient></defs>
    <circle cx="${PHONE_WIDTH * x}" cy="${1500 * y}" r="${PHONE_WIDTH * radius}" fill="url(#g)"/></svg>`
  return jpegOf(sharp(picture).composite([{ input: Buffer.from(svg) }]))
}
