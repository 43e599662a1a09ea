/** What every command is handed, and how its options are read. */
import type { parseArgs } from 'node:util'
import type { Config } from '../config.ts'
import type { Environment } from '../db/tables.ts'
import { invalidField } from '../lib/errors.ts'
import { isUuid, type OrganizationId } from '../lib/ids.ts'
import type { Logger } from '../lib/log.ts'
import type { SystemActor } from '../services/actor.ts'
import type { RootParent } from './root/root-parent.ts'

export interface CommandOptions {
  readonly config: Config
  readonly log: Logger
  /** The process that is root, where this one is a server that gave it up. */
  readonly parent?: RootParent | undefined
  readonly values: Readonly<Partial<Record<string, ReturnType<typeof parseArgs>['values'][string]>>>
  /** Words after the command. */
  readonly rest: readonly string[]
}

/** The organization of `--organization`; throws unless it is a UUID. */
export function organizationOf(options: CommandOptions): OrganizationId {
  const id = textOf(options, 'organization')
  if (!isUuid(id)) throw invalidField('--organization', 'must be the id of an organization, a UUID')
  return id as OrganizationId
}

/** The environment of `--environment`. */
export function environmentOf(options: CommandOptions): Environment {
  const text = textOf(options, 'environment')
  if (text === 'live' || text === 'sandbox') return text
  throw invalidField('--environment', 'must be live or sandbox')
}

/** The operator, acting for an organization. */
export function operatorOf(organizationId: OrganizationId): SystemActor {
  return { kind: 'operator', organizationId }
}

/** An option that must be there. */
export function textOf(options: CommandOptions, name: string): string {
  const text = findText(options, name)
  if (text === undefined) throw invalidField(`--${name}`, 'is required')
  return text
}

/** An option that may be left out or empty. */
export function findText({ values }: CommandOptions, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

/** An option of words between commas; `none` stands for an empty list. */
export function findList(options: CommandOptions, name: string, none: string): string[] | undefined {
  const text = findText(options, name)
  if (text === none) return []
  return text?.split(',').map((word) => word.trim())
}

/** An option that is true or false. */
export function findBoolean(options: CommandOptions, name: string): boolean | undefined {
  const text = findText(options, name)
  if (text === undefined) return undefined
  if (text === 'true' || text === 'false') return text === 'true'
  throw invalidField(`--${name}`, 'must be true or false')
}

/** One line of output; an object as JSON. */
export function print(line: string | object): void {
  process.stdout.write(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`)
}

/** Rows under a heading, in columns as wide as they need. */
export function printTable(heading: readonly string[], rows: ReadonlyArray<readonly string[]>): void {
  const widths = heading.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)))
  for (const row of [heading, ...rows])
    print(
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
}
