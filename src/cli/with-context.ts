/** What a command is done with: a context of its own. */
import type { Context } from '../context.ts'
import { acrossOrganizations } from '../db/reach.ts'
import type { CommandOptions } from './command-options.ts'
import { openContext } from './open-context.ts'

/** Does the work with a context of its own, beside a running server if there is one. */
export async function withContext(options: CommandOptions, work: (ctx: Context) => Promise<void>): Promise<void> {
  const { ctx, close } = await openContext(options.config, options.log, 'cli')
  try {
    await acrossOrganizations(() => work(ctx))
  } finally {
    await close()
  }
}
