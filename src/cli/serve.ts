/** `openidv serve`: runs the server, as root in a process that is not. */
import type { CommandOptions } from './command-options.ts'
import { rolesOf } from './roles.ts'
import { serveAsUser } from './root/serve-as-user.ts'

/** Runs until it is told to stop. Resolves to an exit code where another process did all of it. Throws what `serveHere` throws. */
export async function serve(options: CommandOptions): Promise<number | undefined> {
  const roles = rolesOf(options)
  const code = await serveAsUser(options, ['serve', '--only', [...roles].join(',')])
  if (code !== undefined) return code
  // What stays root needs nothing of the server's own code.
  const { serveHere } = await import('./serve-here.ts')
  await serveHere(options, roles)
  return undefined
}
