/** Picks the Node that runs the server: the locked one of `node_modules`, else the one that runs this script. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { MODULES } from './paths.mjs'
import { captureChild, runChild } from './run-child.mjs'

/** First release that runs TypeScript without a flag and knows `import.meta.main`. */
const OLDEST = [24, 2]

/** Absolute path of a Node that is new enough; throws when there is none. */
export function pickRuntime() {
  const locked =
    process.platform === 'win32'
      ? join(MODULES, `node-win-${process.arch}`, 'bin', 'node.exe')
      : join(MODULES, '.bin', 'node')
  if (existsSync(locked) && isNewEnough(versionOf(locked))) return locked
  if (isNewEnough(process.version)) return process.execPath
  throw new Error(
    `Node ${OLDEST.join('.')} or newer is needed. This is ${process.version}, and there is no locked Node for ` +
      `${process.platform}-${process.arch}. Install Node 24 from https://nodejs.org and try again.`,
  )
}

/** Runs a JavaScript or TypeScript program on the runtime in this terminal; resolves to its exit code. */
export function runOnRuntime(runtime, args, env = {}) {
  return runChild(runtime, args, { env: withRuntimeFirst(runtime, env) })
}

/** Runs a program on the runtime out of sight; resolves to its exit code and output. */
export function captureOnRuntime(runtime, args, env = {}) {
  return captureChild(runtime, args, { env: withRuntimeFirst(runtime, env) })
}

/** Programs started by programs find the same Node and the locked tools first. */
function withRuntimeFirst(runtime, env) {
  const path = [dirname(runtime), join(MODULES, '.bin'), process.env.PATH ?? ''].join(delimiter)
  return { ...process.env, ...env, PATH: path }
}

/** Empty when the program does not run here, as a glibc build on musl. */
function versionOf(program) {
  return spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout ?? ''
}

function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace('v', '').split('.').map(Number)
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])
}
