/** Measures reading and recognition on a folder of labelled pictures: documents, faces, floors, reuse. */
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Usage: node bench/accuracy.ts FOLDER, where FOLDER holds a manifest.json')

for (const name of [
  'accuracy-mrz.ts',
  'accuracy-altered.ts',
  'accuracy-face.ts',
  'accuracy-quality.ts',
  'accuracy-reuse.ts',
]) {
  console.log(`\n== ${name}`)
  const { status } = spawnSync(process.execPath, [resolve(import.meta.dirname, name), folder], { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
