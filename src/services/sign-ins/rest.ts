/** Measures how long a sign-in has rested, that is, how long nobody was there. */
import type { TxContext } from '../../context.ts'
import type { Person } from './person.ts'
import { updateActive } from './queries.ts'

/** How exactly it is measured: a write for each request would cost more than it tells. */
const STEP_MS = 60_000

/**
 * The longest time in seconds that nobody was there since the person last proved who they are, the present pause included. What is
 * past counts, so that an organization that allows long pauses opens no door into one that does not.
 */
export function longestRestOf(ctx: TxContext, { activeAt, longestRestSeconds }: Person): number {
  return Math.max(longestRestSeconds, pauseOf(ctx, activeAt))
}

/** Notes that the person is there, to the minute. */
export async function noteActive(ctx: TxContext, { signInId, activeAt }: Person): Promise<void> {
  const nowMs = ctx.clock.nowMs()
  if (activeAt && nowMs - activeAt.getTime() < STEP_MS) return
  await updateActive(ctx.db, signInId, new Date(nowMs), pauseOf(ctx, activeAt))
}

function pauseOf(ctx: TxContext, activeAt: Date | undefined): number {
  return activeAt ? Math.max(0, Math.floor((ctx.clock.nowMs() - activeAt.getTime()) / 1000)) : 0
}
