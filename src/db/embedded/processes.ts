/** What can be known about other processes of this machine: whether they live, since when, and what they run. */
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** Whether a process of this number lives, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * A text that no later process of the same number shares: when the process began, and on Linux in which run of the
 * machine. Empty where the platform does not tell, or when no such process lives.
 */
export async function readStartMark(pid: number): Promise<string> {
  if (process.platform === 'win32') return ''
  if (process.platform !== 'linux') return listProcess(pid, 'lstart=')
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    const bootId = await readFile('/proc/sys/kernel/random/boot_id', 'utf8')
    // Field 22, counted behind the command's name, which may itself hold spaces (proc(5)).
    const startTicks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return `${bootId.trim()}/${startTicks}`
  } catch {
    return ''
  }
}

/** The command line of a living process; empty for a zombie, or where the platform does not tell. */
export async function readCommandLine(pid: number): Promise<string> {
  if (process.platform === 'win32') return ''
  if (process.platform !== 'linux') return listProcess(pid, 'args=')
  const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return text.replaceAll('\0', ' ').trim()
}

async function listProcess(pid: number, column: string): Promise<string> {
  const listing = await execute('ps', ['-o', column, '-p', String(pid)]).catch(() => ({ stdout: '' }))
  return listing.stdout.trim()
}
