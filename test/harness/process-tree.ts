/** Looks at a process and what it started, as Linux tells it. */
import { readdirSync, readFileSync } from 'node:fs'

export interface TreeProcess {
  readonly pid: number
  readonly parent: number
  readonly user: number
  readonly command: string
  /** `Z` for one that has ended and whose parent has not taken note. */
  readonly state: string
  readonly residentMb: number
}

/** The process of that number and all that descend from it, each after its parent. */
export function listTree(root: number): TreeProcess[] {
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? readProcess(Number(name)) : []))
  const tree = all.filter(({ pid }) => pid === root)
  for (const { pid } of tree) tree.push(...all.filter(({ parent }) => parent === pid))
  return tree
}

/** Kills a process and all that descend from it, the youngest first; some end with their parents meanwhile. */
export function killTree(root: number): void {
  for (const { pid } of listTree(root).reverse()) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}

/** Resident memory of a server and what it started, without PostgreSQL's, whose processes share their pages. */
export function residentMbOf(root: number): number {
  const ours = listTree(root).filter(({ command }) => !/^\S*postgres/.test(command))
  return ours.reduce((sum, { residentMb }) => sum + residentMb, 0)
}

/** Nothing for one that has ended meanwhile. */
function readProcess(pid: number): TreeProcess[] {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    const read = (name: string) => new RegExp(`^${name}:\\s+(\\S+)`, 'm').exec(status)?.[1] ?? ''
    const residentMb = Number(read('VmRSS')) / 1024
    return [{ pid, parent: Number(read('PPid')), user: Number(read('Uid')), command, state: read('State'), residentMb }]
  } catch {
    return []
  }
}
