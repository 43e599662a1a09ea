/** Runs a program as if it were this process: each signal handed on once, same exit code. */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { ROOT } from './paths.mjs'

/** The signal that asked this process to stop; nothing is started after it. */
let stopSignal

/** Runs in this terminal; resolves to the exit code, 128 + its number when a signal ended the child, as in a shell. */
export function runChild(command, args, options) {
  return waitFor(startChild(command, args, 'inherit', options))
}

/** Runs out of sight; resolves to the exit code and what both streams said, in order. */
export async function captureChild(command, args, options) {
  const child = startChild(command, args, ['ignore', 'pipe', 'pipe'], options)
  const chunks = []
  child.stdout.on('data', (chunk) => chunks.push(chunk))
  child.stderr.on('data', (chunk) => chunks.push(chunk))
  const code = await waitFor(child)
  return { code, output: Buffer.concat(chunks).toString() }
}

function startChild(command, args, stdio, { env = process.env, onSpawn } = {}) {
  if (stopSignal) throw new Error(`stopped by ${stopSignal}`)
  const child = spawn(command, args, { cwd: ROOT, env, stdio })
  if (child.pid !== undefined) onSpawn?.(child.pid)
  return child
}

async function waitFor(child) {
  const release = forwardSignals(child)
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal]))
    })
  } finally {
    release()
  }
}

/**
 * Hands the first signal of each kind to the child and keeps this process alive until the child has ended.
 * Ctrl-C in a terminal already reached the whole process group, so SIGINT is not sent a second time there.
 * npm sends its own copy of every signal too, which is why later ones are dropped.
 */
function forwardSignals(child) {
  const interactive = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY
  const seen = new Set()
  const forward = (signal) => {
    stopSignal ??= signal
    if (seen.has(signal)) return
    seen.add(signal)
    if (signal === 'SIGINT' && (interactive || process.platform === 'win32')) return
    child.kill(signal)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, forward)
  const watch = watchNpm(() => stopSignal ?? forward('SIGTERM'))
  return () => {
    clearInterval(watch)
    for (const signal of signals) process.off(signal, forward)
  }
}

/**
 * npm runs a script in a shell, and a SIGTERM for npm ends that shell but not what runs in it. The shell's death is
 * the only sign that reaches us.
 */
function watchNpm(onEnd) {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return undefined
  const parent = process.ppid
  return setInterval(() => {
    if (process.ppid !== parent) onEnd()
  }, 250)
}
