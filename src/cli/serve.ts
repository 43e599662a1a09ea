/** `openidv serve`: runs the server until it is told to stop. */
import type { Context } from '../context.ts'
import { acrossOrganizations } from '../db/reach.ts'
import type { CommandOptions } from './command-options.ts'
import { serveAsUser } from './root/serve-as-user.ts'
import { hasDemo, type Seeded, seed } from './seed.ts'
import { startServer } from './start-server.ts'

/** Starts, seeds an empty installation outside production, prints how to begin, and waits for the signal to stop. */
export async function serve(options: CommandOptions): Promise<number | undefined> {
  const code = await serveAsUser(options, 'serve')
  if (code !== undefined) return code
  const { config, log, parent } = options
  const stopped = nextSignal()
  const server = await startServer(config, log, parent)
  try {
    const seeded = config.production ? undefined : await acrossOrganizations(() => seedDemo(server.ctx))
    process.stdout.write(seeded ? welcome(server.baseUrl, seeded) : `\nOpenIDV: ${server.baseUrl}\n\n`)
    log.info({ signal: await stopped }, 'stopping')
  } finally {
    await server.stop()
  }
  return undefined
}

async function seedDemo(ctx: Context): Promise<Seeded | undefined> {
  return (await hasDemo(ctx)) ? seed(ctx) : undefined
}

/** The first SIGINT or SIGTERM; further ones are ignored while everything ends in order. */
function nextSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve(signal))
  })
}

function welcome(baseUrl: string, seeded: Seeded): string {
  return `
OpenIDV is running.

  Admin Console   ${baseUrl}
    e-mail        ${seeded.consoleEmail}
    password      ${seeded.consolePassword ?? 'the one that was chosen since'}
  API             ${baseUrl}/v1
  API reference   ${baseUrl}/docs
  Organization    ${seeded.organizationName}
  Live API key    ${seeded.liveKey}
  Sandbox key     ${seeded.sandboxKey}

Create a verification session and open its session_url in a browser:

curl -X POST ${baseUrl}/v1/sessions \\
  -H "x-api-key: ${seeded.liveKey}" \\
  -H "Content-Type: application/json" \\
  -d '{"firstName":"Anna","lastName":"Eriksson","email":"anna@example.com","phone":"+15192223333","workflowId":"${seeded.workflowId}"}'

`
}
