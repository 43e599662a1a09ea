/** Labelled pictures of machine-readable zones, and what the server makes of them. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type DocumentScan, scanDocument } from '../../src/vision/document/scan.ts'
import { decodeImage } from '../../src/vision/image.ts'
import type { Models } from '../../src/vision/models.ts'

const Truth = z.object({ mrz: z.array(z.string()).nullish(), checkDigitsValid: z.boolean().nullish() })
const File = z.object({ file: z.string(), kind: z.string(), truth: z.unknown() })
const Manifest = z.object({ files: z.array(File) })
const Cases = z.object({ cases: z.array(File) })

export interface ZonePicture {
  readonly file: string
  /** Lines of the zone; empty for a picture that has none. */
  readonly truth: readonly string[]
  /** Whether the digits that are printed compute; undefined where nobody says. */
  readonly isPrintedValid: boolean | undefined
}

export interface ZoneResult extends ZonePicture {
  readonly scan: DocumentScan
  readonly wallMs: number
  readonly cpuMs: number
}

/** The pictures of `manifest.json` and, where there is one, of `cases/cases.json` whose path holds `only`. */
export async function listZones(folder: string, only = ''): Promise<{ plain: ZonePicture[]; cases: ZonePicture[] }> {
  const { files } = Manifest.parse(await readJson(join(folder, 'manifest.json')))
  const path = join(folder, 'cases/cases.json')
  const { cases } = existsSync(path) ? Cases.parse(await readJson(path)) : { cases: [] }
  const plain = files.filter(({ kind }) => kind === 'mrz').map(toPicture)
  const drawn = cases.map((one) => toPicture({ ...one, file: `cases/${one.file}` }))
  const isAsked = ({ file }: ZonePicture) => file.includes(only)
  return { plain: plain.filter(isAsked), cases: drawn.filter(({ truth }) => truth.length > 0).filter(isAsked) }
}

function toPicture({ file, truth }: z.infer<typeof File>): ZonePicture {
  const { mrz, checkDigitsValid } = Truth.parse(truth)
  return { file, truth: mrz ?? [], isPrintedValid: checkDigitsValid ?? undefined }
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8'))
}

/** Scans one picture and takes the time. */
export async function measureZone(models: Models, picture: ZonePicture, bytes: Buffer): Promise<ZoneResult> {
  const image = await decodeImage(bytes, 1800)
  const cpu = process.cpuUsage()
  const start = performance.now()
  const scan = await scanDocument(models, image)
  const wallMs = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  return { ...picture, scan, wallMs, cpuMs: (user + system) / 1000 }
}

export function linesOf(scan: DocumentScan): readonly string[] {
  return scan.mrz?.lines ?? []
}

export function isExact({ truth, scan }: ZoneResult): boolean {
  return truth.join('\n') === linesOf(scan).join('\n')
}

/** The worst kind of mistake: every digit computes, and what was read is not what stands there. */
export function isWrongButValid(result: ZoneResult): boolean {
  return result.truth.length > 0 && result.scan.mrz?.allDigitsValid === true && !isExact(result)
}

/** `38 of 40 = 95.0 %`. */
export function share<T>(all: readonly T[], holds: (item: T) => boolean): string {
  const count = all.filter(holds).length
  return `${count} of ${all.length} = ${((100 * count) / Math.max(all.length, 1)).toFixed(1)} %`
}

/** Median and ninth decile. */
export function times(ms: readonly number[]): string {
  const sorted = [...ms].sort((a, b) => a - b)
  const at = (quantile: number) => Math.round(sorted[Math.floor(quantile * (sorted.length - 1))] ?? 0)
  return `median ${at(0.5)} ms, p90 ${at(0.9)} ms`
}
