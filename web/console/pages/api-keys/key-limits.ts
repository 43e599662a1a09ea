/** Says in words what a key may do, and turns a form's choice into what the server takes. */
import type { ApiKey, KeyRestrictions } from '../../data/api-keys.ts'
import { KEY_SCOPES, type KeyScope } from '../../data/key-scopes.ts'
import type { Scope } from '../../data/me.ts'

/** What a form chooses of scopes: everything, reading alone, or one by one. */
export type ScopeChoice = 'all' | 'read' | 'some'

const READING: readonly KeyScope[] = ['sessions:read', 'workflows:read']

/** What each scope lets a key do. */
export const SCOPE_WORDS: Readonly<Record<KeyScope, string>> = {
  '*': 'Everything',
  'sessions:read': 'Read sessions',
  'sessions:write': 'Create sessions, and void those that nobody has submitted',
  'sessions:decide': 'Verify, reject and void sessions',
  'applicants:read': 'See applicants’ data and pictures',
  'applicants:erase': 'Erase applicants',
  'exports:read': 'Download lists',
  'workflows:read': 'Read workflows',
  'workflows:write': 'Create and change workflows',
  'checks:write': 'Run single checks: documents, faces, identities',
  'webhooks:read': 'Read webhook endpoints and deliveries',
  'webhooks:write': 'Choose where events are sent',
}

/** The fields of the form that narrows a key down. */
export interface LimitFields {
  readonly scopeChoice: ScopeChoice
  readonly scopes: readonly KeyScope[]
  readonly ipAllowlist: readonly string[]
  /** Empty: every workflow. */
  readonly workflowId: string
  /** `YYYY-MM-DD` in the reader's zone, the key's last day; empty: never. */
  readonly lastDay: string
}

/** A key without limits. */
export const NO_LIMITS: LimitFields = { scopeChoice: 'all', scopes: [], ipAllowlist: [], workflowId: '', lastDay: '' }

/** The form as it describes this key. */
export function toLimitFields({ scopes, ipAllowlist, workflow, expiresAt }: ApiKey): LimitFields {
  return {
    scopeChoice: choiceOf(scopes),
    scopes: KEY_SCOPES.filter((scope) => scopes.includes(scope)),
    ipAllowlist,
    workflowId: workflow?.id ?? '',
    lastDay: expiresAt ? toDay(new Date(Date.parse(expiresAt) - 1)) : '',
  }
}

/** What the server takes for these fields; `all` is everything that the member may give. */
export function toRestrictions(
  { scopeChoice, scopes, ipAllowlist, workflowId, lastDay }: LimitFields,
  all: readonly KeyScope[] = ['*'],
): KeyRestrictions {
  const chosen: Record<ScopeChoice, readonly KeyScope[]> = { all, read: READING, some: scopes }
  return {
    scopes: chosen[scopeChoice],
    ipAllowlist,
    workflowId: workflowId === '' ? null : workflowId,
    expiresAt: lastDay === '' ? null : endOfDay(lastDay),
  }
}

/**
 * What the server takes for the fields that differ from what they were; empty when none does. An untouched last day is left
 * out, since the form knows only the day of a moment that may be any of it.
 */
export function toChangedRestrictions(
  before: LimitFields,
  after: LimitFields,
  all?: readonly KeyScope[],
): KeyRestrictions {
  const old: ReadonlyMap<string, unknown> = new Map(Object.entries(toRestrictions(before)))
  const isChanged = ([name, value]: [string, unknown]) => !isSame(value, old.get(name))
  return Object.fromEntries(Object.entries(toRestrictions(after, all)).filter(isChanged))
}

/** Everything that a member may give to a key: `*` for whoever may do all that a key can. */
export function scopesToGive(can: (scope: Scope) => boolean): readonly KeyScope[] {
  const held = KEY_SCOPES.filter((scope) => can(scope))
  return held.length === KEY_SCOPES.length ? ['*'] : held
}

/** Lists are the same in any order. */
function isSame(left: unknown, right: unknown): boolean {
  if (!Array.isArray(left) || !Array.isArray(right)) return left === right
  return left.length === right.length && left.every((item) => right.includes(item))
}

/** What narrows a key down, in short words; empty for a key that may do everything. */
export function describeLimits({ scopesInForce: scopes, ipAllowlist, workflow }: ApiKey): string[] {
  const choice = choiceOf(scopes)
  return [
    ...(choice === 'read' ? ['Read only'] : []),
    ...(choice === 'some' ? [plural(scopes.length, 'scope')] : []),
    ...(ipAllowlist.length > 0 ? [plural(ipAllowlist.length, 'IP range')] : []),
    ...(workflow ? [`Workflow ${workflow.name}`] : []),
  ]
}

function choiceOf(scopes: readonly KeyScope[]): ScopeChoice {
  if (scopes.includes('*')) return 'all'
  return scopes.length === READING.length && READING.every((scope) => scopes.includes(scope)) ? 'read' : 'some'
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** The first moment after a day of the reader's zone. */
function endOfDay(day: string): string {
  const date = new Date(`${day}T00:00:00`)
  date.setDate(date.getDate() + 1)
  return date.toISOString()
}

function toDay(date: Date): string {
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'))
  return `${date.getFullYear()}-${month}-${day}`
}
