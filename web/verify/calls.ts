/** Calls to the server, each ending in an event of the step machine: a failure is an event too. */

import type { Address } from './address.ts'
import { getSession, giveConsent, HostedError, lookAtLink, openLink } from './api.ts'
import type { FlowEvent, Problem } from './flow.ts'

const PROBLEMS: Readonly<Record<string, Problem>> = {
  hosted_link_invalid: 'invalid',
  not_found: 'invalid',
  validation_failed: 'invalid',
  hosted_link_used: 'used',
  hosted_link_ended: 'ended',
  session_expired: 'expired',
  hosted_link_closed: 'closed',
}

/** The server knows more than this page: look again. */
const OUTDATED: ReadonlySet<string> = new Set([
  'conflict',
  'run_ended',
  'session_expired',
  'step_out_of_order',
  'step_running',
])

/**
 * Opens the address; `onSession` learns the id as soon as the browser holds the session. A link is only looked at until the applicant
 * `starts`: a program that follows links in mail, and runs scripts, must not take it.
 */
export async function openAddress(
  address: Address | undefined,
  starts: boolean,
  onSession: (id: string) => void,
): Promise<FlowEvent> {
  if (!address) return { type: 'failed', problem: 'invalid' }
  return toEvent(async () => {
    let id: string
    if (address.kind === 'session') id = address.id
    else if (starts) id = await openLink(address.secret)
    else {
      const found = await lookAtLink(address.secret)
      if (typeof found !== 'string') return { type: 'found', sender: found }
      id = found
    }
    onSession(id)
    return { type: 'loaded', session: await getSession(id) }
  })
}

/** Records the applicant's agreement. */
export function agree(id: string): Promise<FlowEvent> {
  return toEvent(async () => ({ type: 'loaded', session: await giveConsent(id) }))
}

/** Looks at the session again. */
export function refresh(id: string): Promise<FlowEvent> {
  return toEvent(async () => ({ type: 'loaded', session: await getSession(id) }))
}

/** What a refused file or submission means for the flow; undefined when it can be mended where it was given. */
export async function toEventOfRefusal(id: string, error: unknown): Promise<FlowEvent | undefined> {
  const code = toCode(error)
  if (code === undefined || code === 'validation_failed') return undefined
  if (OUTDATED.has(code)) return refresh(id)
  const problem = PROBLEMS[code]
  return problem && { type: 'failed', problem }
}

async function toEvent(work: () => Promise<FlowEvent>): Promise<FlowEvent> {
  try {
    return await work()
  } catch (error) {
    const code = toCode(error)
    if (code === undefined) throw error
    return { type: 'failed', problem: PROBLEMS[code] ?? 'unreachable' }
  }
}

function toCode(error: unknown): string | undefined {
  return error instanceof HostedError ? error.code : undefined
}
