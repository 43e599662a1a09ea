/** Measures how zones of spoilt photographs are read: `node bench/accuracy-altered.ts FOLDER [COUNT]`, see accuracy-mrz.ts. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openModels } from '../src/vision/models.ts'
import { ALTERATIONS } from './harness/alter-picture.ts'
import { isExact, isWrongButValid, listZones, measureZone, share, times, type ZoneResult } from './harness/zones.ts'

const [folder = '.', count = '12'] = process.argv.slice(2)
const models = await openModels(1)
const { plain } = await listZones(folder)
const whole = plain.filter(({ isPrintedValid }) => isPrintedValid)
// Spread over the list, so that no one source makes up the sample.
const stride = Math.max(1, whole.length / Number(count))
const chosen = Array.from(
  { length: Math.min(Number(count), whole.length) },
  (_, index) => whole[Math.floor(index * stride)],
).filter((picture) => picture !== undefined)

const table: Record<string, Record<string, string>> = {}
const all: ZoneResult[] = []
for (const [name, alter] of Object.entries(ALTERATIONS)) {
  const results: ZoneResult[] = []
  for (const picture of chosen) {
    results.push(await measureZone(models, picture, await alter(await readFile(join(folder, picture.file)))))
  }
  table[name] = tell(results)
  all.push(...results)
  for (const { file, truth, scan } of results.filter(isWrongButValid)) {
    console.log(`${name}, ${file}: valid but wrong\n  ${truth.join('\n  ')}\n  read\n  ${scan.mrz?.lines.join('\n  ')}`)
  }
}
console.table({ ...table, all: tell(all) })

function tell(results: readonly ZoneResult[]): Record<string, string> {
  return {
    exact: share(results, isExact),
    'valid but wrong': share(results, isWrongButValid),
    'processor time': times(results.map(({ cpuMs }) => cpuMs)),
  }
}
