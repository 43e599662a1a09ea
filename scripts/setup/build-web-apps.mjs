/** Builds the console and the hosted flow when their source changed since the last build. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { compressFiles } from './compress-files.mjs'
import { holdLock } from './hold-lock.mjs'
import { DIST, findCommand, hashFiles, ROOT } from './paths.mjs'
import { captureOnRuntime } from './pick-runtime.mjs'

/** Holds the hash of the source that `dist/web` was built from. */
const STAMP = join(DIST, 'web', '.stamp')

/** Makes `dist/web` agree with `web/`; throws with Vite's own words when a build fails. */
export async function buildWebApps(runtime) {
  if (isBuilt()) return
  await holdLock('web', async () => {
    if (isBuilt()) return
    console.error('openidv: building the web apps …')
    rmSync(STAMP, { force: true })
    const source = sourceHash()
    for (const name of listApps()) await buildApp(runtime, name)
    mkdirSync(dirname(STAMP), { recursive: true })
    writeFileSync(STAMP, source)
  })
}

function isBuilt() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sourceHash()
}

/** Each folder with a page is an application. */
function listApps() {
  return readdirSync(join(ROOT, 'web')).filter((name) => existsSync(join(ROOT, 'web', name, 'index.html')))
}

async function buildApp(runtime, name) {
  const args = [findCommand('vite', 'vite'), 'build', '-c', 'web/vite.config.ts', '--mode', name]
  const { code, output } = await captureOnRuntime(runtime, args, { NODE_ENV: 'production' })
  if (code !== 0) throw new Error(`web/${name} does not build:\n${output}`)
  await compressFiles(join(DIST, 'web', name, 'assets'))
}

/** The pages import the API client, so it counts as their source; so does how they are built. */
function sourceHash() {
  return hashFiles(['web', 'client', 'package-lock.json', 'scripts/setup/compress-files.mjs'])
}
