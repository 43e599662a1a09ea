/** Measures how well machine-readable zones are read: `node bench/accuracy-mrz.ts FOLDER`, a folder with `manifest.json`. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Models, openModels } from '../src/vision/models.ts'
import {
  isExact,
  isWrongButValid,
  linesOf,
  listZones,
  measureZone,
  share,
  times,
  type ZonePicture,
  type ZoneResult,
} from './harness/zones.ts'

const [folder = '.', only = ''] = process.argv.slice(2)
const models = await openModels(1)
const sets = await listZones(folder, only)
for (const [name, pictures] of Object.entries(sets)) {
  if (pictures.length === 0) continue
  console.log(`${name}:`)
  const results = await measure(models, pictures)
  printTable(results)
  printFailures(results)
}

async function measure(models: Models, pictures: readonly ZonePicture[]): Promise<ZoneResult[]> {
  const measured: ZoneResult[] = []
  for (const picture of pictures) {
    const bytes = await readFile(join(folder, picture.file))
    // The first picture warms the models and the compiler up.
    if (measured.length === 0) await measureZone(models, picture, bytes)
    measured.push(await measureZone(models, picture, bytes))
  }
  return measured
}

function printTable(all: readonly ZoneResult[]): void {
  const withZone = all.filter(({ truth }) => truth.length > 0)
  const valid = withZone.filter(({ isPrintedValid }) => isPrintedValid === true)
  const lines = withZone.flatMap(({ truth, scan }) => truth.map((line, index) => [line, linesOf(scan)[index] ?? '']))
  const errors = withZone.map(({ truth, scan }) => editDistance(truth.join('\n'), linesOf(scan).join('\n')))
  const length = withZone.reduce((sum, { truth }) => sum + truth.join('\n').length, 0)
  console.table({
    found: share(withZone, ({ scan }) => scan.mrz !== undefined),
    'documents exact': share(withZone, isExact),
    'lines exact': share(lines, ([expected, read]) => expected === read),
    'all digits valid, of those printed valid': share(valid, ({ scan }) => scan.mrz?.allDigitsValid === true),
    'digits valid but text wrong': share(withZone, isWrongButValid),
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

function printFailures(all: readonly ZoneResult[]): void {
  for (const result of all.filter((candidate) => !isExact(candidate))) {
    const { file, truth, scan } = result
    console.log(`${file}: digits ${scan.mrz?.allDigitsValid ? 'valid' : 'not valid'}`)
    const read = linesOf(scan)
    for (let index = 0; index < Math.max(truth.length, read.length); index += 1) {
      if (truth[index] !== read[index]) console.log(`  printed ${truth[index]}\n  read    ${read[index]}`)
    }
  }
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
