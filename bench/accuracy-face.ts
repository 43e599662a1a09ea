/** Measures the face stack on labelled pictures: `node bench/accuracy-face.ts FOLDER`, FOLDER with a manifest.json. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { estimateAge, openAgeModel } from '../src/vision/face/age.ts'
import { type Embedding, similarity } from '../src/vision/face/compare.ts'
import { type DetectedFace, detectFaces } from '../src/vision/face/detect.ts'
import { embedPoints } from '../src/vision/face/embed.ts'
import { findLandmarks, fivePoints } from '../src/vision/face/landmarks.ts'
import { scoreLiveness } from '../src/vision/face/liveness.ts'
import { findPortrait } from '../src/vision/face/portrait.ts'
import { estimatePose, estimatePoseAt } from '../src/vision/face/pose.ts'
import { measureQuality } from '../src/vision/face/quality.ts'
import { decodeImage, type Pixels, sharpOf, toPixels } from '../src/vision/image.ts'
import { type Models, openModel } from '../src/vision/models.ts'
import { correlation, equalErrorRate, quantile, rankAccuracy, share } from './statistics.ts'

/** Longest sides that pictures are read at: faces and documents. */
const FACE_SIDE = 1280
const DOCUMENT_SIDE = 1800

const Manifest = z.object({
  files: z.array(
    z.object({
      file: z.string(),
      kind: z.string(),
      truth: z.looseObject({
        live: z.boolean().optional(),
        ageBracket: z.string().optional(),
        gender: z.string().optional(),
      }),
    }),
  ),
  facePairs: z.array(z.object({ a: z.string(), b: z.string(), same: z.boolean() })),
})
type Manifest = z.infer<typeof Manifest>
type Picture = Manifest['files'][number]

/** A picture with its largest face. */
interface Found {
  readonly picture: Picture
  readonly image: Pixels
  readonly face: DetectedFace
}

type FaceModels = Pick<Models, 'faceDetect' | 'faceLandmark' | 'faceEmbed' | 'facePose' | 'faceLiveness'>

const timesMs = new Map<string, number[]>()

await main()

async function main(): Promise<void> {
  const folder = process.argv[2]
  if (folder === undefined) throw new Error('Usage: node bench/accuracy-face.ts FOLDER')
  const manifest = Manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')))
  const models = await openFaceModels()
  const found = await findFaces(models, folder, manifest)
  await reportPortraits(models, folder, manifest)
  await reportPairs(models, found, manifest)
  await reportPose(models, found)
  await reportLiveness(models, found)
  await reportAge(found)
  for (const [stage, times] of timesMs) print(`time ${stage}`, `median ${quantile(times, 0.5).toFixed(1)} ms`)
}

async function openFaceModels(): Promise<FaceModels> {
  return {
    faceDetect: await openModel('faceDetect'),
    faceLandmark: await openModel('faceLandmark'),
    faceEmbed: await openModel('faceEmbed'),
    facePose: await openModel('facePose'),
    faceLiveness: await openModel('faceLiveness'),
  }
}

/** Detects on everything that is not a document, and prints for each kind how many pictures have a face. */
async function findFaces(models: FaceModels, folder: string, manifest: Manifest): Promise<Found[]> {
  const found: Found[] = []
  for (const kind of new Set(manifest.files.map((picture) => picture.kind))) {
    const pictures = manifest.files.filter((picture) => picture.kind === kind)
    let withFace = 0
    for (const picture of kind === 'mrz' ? [] : pictures) {
      const image = await decodeImage(await readFile(join(folder, picture.file)), FACE_SIDE)
      const [face] = await timed('detect', () => detectFaces(models, image))
      if (face === undefined) continue
      withFace++
      found.push({ picture, image, face })
    }
    if (kind !== 'mrz') print(`detect ${kind}`, `${withFace} of ${pictures.length} pictures have a face`)
  }
  return found
}

async function reportPortraits(models: FaceModels, folder: string, manifest: Manifest): Promise<void> {
  const documents = manifest.files.filter((picture) => picture.kind === 'mrz')
  let withPortrait = 0
  for (const picture of documents) {
    const image = await decodeImage(await readFile(join(folder, picture.file)), DOCUMENT_SIDE)
    if ((await timed('portrait', () => findPortrait(models, image))) !== undefined) withPortrait++
  }
  print('portrait', `${withPortrait} of ${documents.length} documents`)
}

async function reportPairs(models: FaceModels, found: readonly Found[], manifest: Manifest): Promise<void> {
  const paired = new Set(manifest.facePairs.flatMap(({ a, b }) => [a, b]))
  const embeddings = new Map<string, Embedding>()
  for (const { picture, image, face } of found.filter((item) => paired.has(item.picture.file))) {
    const five = await timed('landmarks', async () => fivePoints(await findLandmarks(models, image, face)))
    embeddings.set(picture.file, await timed('align + embed', () => embedPoints(models, image, five)))
    await timed('quality', () => measureQuality(image, face))
  }
  const scores = manifest.facePairs.flatMap(({ a, b, same }) => {
    const [first, second] = [embeddings.get(a), embeddings.get(b)]
    return first && second ? [{ same, score: similarity(first, second) }] : []
  })
  const genuine = scores.filter(({ same }) => same).map(({ score }) => score)
  const impostor = scores.filter(({ same }) => !same).map(({ score }) => score)
  print('pairs', `${genuine.length} same, ${impostor.length} different, of ${manifest.facePairs.length}`)
  print('AUC', rankAccuracy(genuine, impostor).toFixed(5))
  print('EER', percent(equalErrorRate(genuine, impostor)))
  print('range', `same from ${Math.min(...genuine).toFixed(3)}, different to ${Math.max(...impostor).toFixed(3)}`)
  for (const threshold of [0.45, 0.3]) {
    const missed = share(genuine, (score) => score < threshold)
    print(`at ${threshold}`, `FNMR ${percent(missed)}, FMR ${percent(share(impostor, (score) => score >= threshold))}`)
  }
}

/** Nobody labelled the poses: they are held against the landmarks and against the mirrored picture. */
async function reportPose(models: FaceModels, found: readonly Found[]): Promise<void> {
  const yaws: number[] = []
  const noses: number[] = []
  const mirrorErrors: number[] = []
  for (const { image, face } of found) {
    const five = fivePoints(await findLandmarks(models, image, face))
    const [left, right, nose] = five
    const { yaw } = await timed('pose', () => estimatePoseAt(models, image, { face, five }))
    if (!left || !right || !nose) continue
    yaws.push(yaw)
    noses.push((nose.x - (left.x + right.x) / 2) / Math.hypot(right.x - left.x, right.y - left.y))
    const mirrored = await toPixels(sharpOf(image).flop())
    const box = { ...face.box, left: image.width - face.box.left - face.box.width }
    mirrorErrors.push(Math.abs(yaw + (await estimatePose(models, mirrored, { ...face, box })).yaw))
  }
  const [median, high] = [quantile(mirrorErrors, 0.5).toFixed(1), quantile(mirrorErrors, 0.9).toFixed(1)]
  print('yaw', `r ${correlation(yaws, noses).toFixed(3)} with the nose, n ${yaws.length}`)
  print('yaw', `mirror error median ${median}°, p90 ${high}°`)
}

async function reportLiveness(models: FaceModels, found: readonly Found[]): Promise<void> {
  const live: number[] = []
  const spoof: number[] = []
  for (const { picture, image, face } of found.filter((item) => item.picture.kind === 'spoof')) {
    const score = await timed('liveness', () => scoreLiveness(models, image, face))
    ;(picture.truth.live ? live : spoof).push(score)
  }
  print('liveness', `AUC ${rankAccuracy(live, spoof).toFixed(3)} (${live.length} live, ${spoof.length} spoofs)`)
}

/** The truth is a bracket of ages: error is the distance to its nearer end, zero inside. */
async function reportAge(found: readonly Found[]): Promise<void> {
  const model = await openAgeModel()
  const errors: { adult: boolean; years: number }[] = []
  let genderRight = 0
  for (const { picture, image, face } of found.filter((item) => item.picture.kind === 'age')) {
    const { ageYears, maleScore } = await timed('age', () => estimateAge(model, image, face))
    const [from = 0, to = 100] = (picture.truth.ageBracket ?? '').replace('+', '-100').split('-').map(Number)
    errors.push({ adult: from >= 20 && from < 70, years: Math.max(from - ageYears, ageYears - to - 1, 0) })
    if (maleScore > 0.5 === (picture.truth.gender === 'Male')) genderRight++
  }
  const adults = errors.filter(({ adult }) => adult)
  print('age', `${mean(errors).toFixed(2)} years outside the bracket (${errors.length} faces)`)
  print('age 20-69', `${mean(adults).toFixed(2)} years outside the bracket (${adults.length} faces)`)
  print('age', `${errors.filter(({ years }) => years === 0).length} inside the bracket, gender right ${genderRight}`)
}

async function timed<T>(stage: string, work: () => Promise<T>): Promise<T> {
  const startMs = performance.now()
  const result = await work()
  const times = timesMs.get(stage) ?? []
  timesMs.set(stage, [...times, performance.now() - startMs])
  return result
}

function mean(errors: readonly { years: number }[]): number {
  return errors.reduce((sum, { years }) => sum + years, 0) / errors.length
}

function percent(part: number): string {
  return `${(part * 100).toFixed(2)} %`
}

function print(what: string, result: string): void {
  console.log(`${what.padEnd(20)} ${result}`)
}
