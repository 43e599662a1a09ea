/** Runs a command of `openidv` in this process: what it does is the same, without the seconds that a process of its own takes. */
import { runCommand } from '../../src/cli/commands.ts'

/** Whoever asks for one waits until the one before has ended: the environment and the output are the process's. */
let last: Promise<unknown> = Promise.resolve()

/** Answers what it printed and its exit code, as `runCommandProcess` does. */
export function runCommandHere(
  dataDir: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ stdout: string; stderr: string; code: number | null }> {
  const run = last.then(() => runAlone({ ...env, OPENIDV_DATA_DIR: dataDir }, args))
  last = run.catch(() => undefined)
  return run
}

async function runAlone(env: Readonly<Record<string, string>>, args: readonly string[]) {
  const before = process.env
  const writers = { stdout: process.stdout.write, stderr: process.stderr.write }
  const printed = { stdout: '', stderr: '' }
  process.env = { PATH: before.PATH, ...env }
  for (const name of ['stdout', 'stderr'] as const) {
    process[name].write = (chunk: string | Uint8Array) => {
      printed[name] += chunk.toString()
      return true
    }
  }
  try {
    const code = await runCommand(args)
    return { code, ...printed }
  } finally {
    process.env = before
    Object.assign(process.stdout, { write: writers.stdout })
    Object.assign(process.stderr, { write: writers.stderr })
  }
}
