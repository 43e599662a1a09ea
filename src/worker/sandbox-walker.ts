/** Lets sessions of the sandbox walk to their end, each as its scenario says. */
import type { Context } from '../context.ts'
import { type DueWalk, moveWalk, takeDueWalks } from '../services/sandbox/walks/move.ts'
import { DueLoop } from './due-loop.ts'

/** Moves at once: live data is worked on beside them. */
const PLACES = 4

/** Stop it at the end. */
export function startSandboxWalker(ctx: Context): DueLoop<DueWalk> {
  return new DueLoop(ctx.log, {
    name: 'walks of the sandbox',
    places: PLACES,
    take: (most) => takeDueWalks(ctx, most),
    work: async (walk) => void (await moveWalk(ctx, walk)),
  })
}
