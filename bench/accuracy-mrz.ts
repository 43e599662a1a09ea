/** Measures how well machine-readable zones are read: `node bench/accuracy-mrz.ts FOLDER`, a folder with `manifest.json`. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type DocumentScan, scanDocument } from '../src/vision/document/scan.ts'
import { decodeImage } from '../src/vision/image.ts'
import { type Models, openModels } from '../src/vision/models.ts'

const Manifest = z.object({ files: z.array(z.object({ file: z.string(), kind: z.string(), truth: z.unknown() })) })
const Truth = z.object({ mrz: z.array(z.string()).nullish(), checkDigitsValid: z.boolean().nullish() })

interface Result {
  readonly file: string
  /** Lines of the zone; empty for a picture that has none. */
  readonly truth: readonly string[]
  /** Whether the digits that are printed compute. */
  readonly isPrintedValid: boolean
  readonly scan: DocumentScan
  readonly wallMs: number
  readonly cpuMs: number
}

const [folder = '.', only = ''] = process.argv.slice(2)
const results = await measure(await openModels(1))
printTable(results)
printFailures(results)

async function measure(models: Models): Promise<Result[]> {
  const { files } = Manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')))
  const measured: Result[] = []
  for (const { file, kind, truth } of files) {
    if (kind !== 'mrz' || !file.includes(only)) continue
    const { mrz, checkDigitsValid } = Truth.parse(truth)
    const image = await decodeImage(await readFile(join(folder, file)), 1800)
    // The first picture warms the models and the compiler up.
    if (measured.length === 0) await scanDocument(models, image)
    const cpu = process.cpuUsage()
    const start = performance.now()
    const scan = await scanDocument(models, image)
    const wallMs = performance.now() - start
    const { user, system } = process.cpuUsage(cpu)
    const cpuMs = (user + system) / 1000
    measured.push({ file, truth: mrz ?? [], isPrintedValid: checkDigitsValid === true, scan, wallMs, cpuMs })
  }
  return measured
}

function printTable(all: readonly Result[]): void {
  const withZone = all.filter(({ truth }) => truth.length > 0)
  const valid = withZone.filter(({ isPrintedValid }) => isPrintedValid)
  const lines = withZone.flatMap(({ truth, scan }) => truth.map((line, index) => [line, linesOf(scan)[index] ?? '']))
  const errors = withZone.map(({ truth, scan }) => editDistance(truth.join('\n'), linesOf(scan).join('\n')))
  const length = withZone.reduce((sum, { truth }) => sum + truth.join('\n').length, 0)
  console.table({
    found: share(withZone, ({ scan }) => scan.mrz !== undefined),
    'documents exact': share(withZone, isExact),
    'lines exact': share(lines, ([expected, read]) => expected === read),
    'all digits valid, of those printed valid': share(valid, ({ scan }) => scan.mrz?.allDigitsValid === true),
    'digits valid but text wrong': share(
      withZone,
      (result) => result.scan.mrz?.allDigitsValid === true && !isExact(result),
    ),
    'false alarm, of pictures without a zone': share(
      all.filter(({ truth }) => truth.length === 0),
      ({ scan }) => scan.mrz !== undefined,
    ),
    'character error': `${((100 * errors.reduce((sum, count) => sum + count, 0)) / length).toFixed(2)} %`,
    'surname confirmed by print': share(valid, ({ scan }) => scan.fields.surname?.confirmedByText === true),
    'document number confirmed by print': share(
      valid,
      ({ scan }) => scan.fields.documentNumber?.confirmedByText === true,
    ),
    'birth date confirmed by print': share(valid, ({ scan }) => scan.fields.dateOfBirth?.confirmedByText === true),
    'wall time': times(all.map(({ wallMs }) => wallMs)),
    'processor time': times(all.map(({ cpuMs }) => cpuMs)),
  })
}

function printFailures(all: readonly Result[]): void {
  for (const result of all.filter((candidate) => !isExact(candidate))) {
    const { file, truth, scan } = result
    console.log(`${file}: digits ${scan.mrz?.allDigitsValid ? 'valid' : 'not valid'}`)
    const read = linesOf(scan)
    for (let index = 0; index < Math.max(truth.length, read.length); index += 1) {
      if (truth[index] !== read[index]) console.log(`  printed ${truth[index]}\n  read    ${read[index]}`)
    }
  }
}

function linesOf(scan: DocumentScan): readonly string[] {
  return scan.mrz?.lines ?? []
}

function isExact({ truth, scan }: Result): boolean {
  return truth.join('\n') === linesOf(scan).join('\n')
}

function share<T>(all: readonly T[], holds: (item: T) => boolean): string {
  const count = all.filter(holds).length
  return `${count} of ${all.length} = ${((100 * count) / Math.max(all.length, 1)).toFixed(1)} %`
}

function times(ms: readonly number[]): string {
  const sorted = [...ms].sort((a, b) => a - b)
  const at = (quantile: number) => Math.round(sorted[Math.floor(quantile * (sorted.length - 1))] ?? 0)
  return `median ${at(0.5)} ms, p90 ${at(0.9)} ms`
}

/** Least number of characters to insert, delete or replace (Levenshtein, 1966). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [index, character] of [...from].entries()) {
    const next = [index + 1]
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (row[column - 1] ?? 0) + (to[column - 1] === character ? 0 : 1)
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}
