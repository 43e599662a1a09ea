/** The fixed ids of the contract's sandbox (§7): which there are, for whom, and that they cannot be changed. */
import { AppError } from '../lib/errors.ts'
import type { EnvironmentActor } from './actor.ts'

/** Sessions, newest first. */
export const FIXTURE_SESSION_IDS = [
  'test_verified',
  'test_rejected',
  'test_submitted',
  'test_pending',
  'test_voided',
] as const

export type FixtureSessionId = (typeof FIXTURE_SESSION_IDS)[number]

/** One with everything, one with what most need. */
export const FIXTURE_WORKFLOW_IDS = ['test_workflow', 'test_workflow_basic'] as const

/** When the fixtures began: always the same, so that two answers are equal. */
export const FIXTURE_CREATED_MS = Date.UTC(2026, 0, 15, 14, 0, 0)

/** Whether the id is one of the sandbox's fixed words, whoever asks. */
export function isFixtureId(id: string): boolean {
  return [...FIXTURE_SESSION_IDS, ...FIXTURE_WORKFLOW_IDS].some((known) => known === id)
}

/** Throws `access_denied` for a change to a fixture of the sandbox; live data has none. */
export function refuseFixture(actor: EnvironmentActor, id: string): void {
  if (actor.environment !== 'sandbox' || !isFixtureId(id)) return
  throw new AppError('access_denied', {
    message: `${id} is a fixture of the sandbox: create one of your own to change`,
  })
}
