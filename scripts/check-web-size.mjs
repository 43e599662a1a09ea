/** Fails when what a web application loads first is larger than its budget (gzip, 1 KB = 1024 bytes). */
import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'

/** Budgets in KB by application: script and style that its `index.html` names. */
const BUDGETS = {
  verify: { script: 110, style: 12 },
  console: { script: 220, style: 40 },
}

const dist = new URL('../dist/web/', import.meta.url)
let failed = false
for (const [name, budget] of Object.entries(BUDGETS)) {
  const html = await readFile(new URL(`${name}/index.html`, dist), 'utf8')
  const files = [...html.matchAll(/(?:src|href)="\/assets\/([^"]+\.(?:js|css))"/g)].map(([, file]) => file)
  const script = await sumGzip(files.filter((file) => file.endsWith('.js')))
  const style = await sumGzip(files.filter((file) => file.endsWith('.css')))
  // A gate that measures nothing would always pass.
  const within = script > 0 && script <= budget.script * 1024 && style <= budget.style * 1024
  failed ||= !within
  const figures = `script ${toKb(script)} of ${budget.script} KB, style ${toKb(style)} of ${budget.style} KB`
  console.log(`${within ? 'ok   ' : 'FAIL '} ${name}: ${figures}`)
}
process.exitCode = failed ? 1 : 0

/** @param {string[]} files paths below `dist/web` */
async function sumGzip(files) {
  const sizes = files.map(async (file) => gzipSync(await readFile(new URL(file, dist))).byteLength)
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

/** @param {number} sizeBytes */
function toKb(sizeBytes) {
  return (sizeBytes / 1024).toFixed(1)
}
