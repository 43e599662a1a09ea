/** The command of sessions: `sessions link`. */
import { renewLinkAsOperator } from '../services/sessions/renew-link.ts'
import { type CommandOptions, print } from './command-options.ts'
import { withContext } from './with-context.ts'

/** `sessions link`: prints the applicant's new link; the one before has ended then. */
export async function printNewLink(options: CommandOptions): Promise<void> {
  const [id = ''] = options.rest
  await withContext(options, async (ctx) => {
    const { sessionId, url, expiresAt } = await renewLinkAsOperator(ctx, id)
    if (options.values.json) return print({ id: sessionId, url, expiresAt })
    print(url)
  })
}
