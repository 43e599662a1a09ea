/** `openidv serve`: runs the server until it is told to stop. */
import { acrossOrganizations } from '../db/reach.ts'
import { isEmptyInstallation } from '../services/organizations/get.ts'
import type { CommandOptions } from './command-options.ts'
import { serveAsUser } from './root/serve-as-user.ts'
import { hasDemo, type Seeded, seed } from './seed.ts'
import { type RunningServer, startServer } from './start-server.ts'

/**
 * Starts, seeds an empty installation outside production, prints how to begin, and waits for the signal to stop. Resolves to an
 * exit code where another process did all of it.
 */
export async function serve(options: CommandOptions): Promise<number | undefined> {
  const code = await serveAsUser(options, 'serve')
  if (code !== undefined) return code
  const { config, log, parent } = options
  const stopped = nextSignal()
  const server = await startServer(config, log, parent)
  try {
    const begun = config.production ? '' : await acrossOrganizations(() => beginDemo(server))
    process.stdout.write(begun || `\nOpenIDV: ${server.baseUrl}\n\n`)
    log.info({ signal: await stopped }, 'stopping')
  } finally {
    await server.stop()
  }
  return undefined
}

/** Shows the demo's secrets when they are made, and never again unasked: standard output ends up in logs. */
async function beginDemo({ ctx, baseUrl }: RunningServer): Promise<string> {
  if (await isEmptyInstallation(ctx)) return welcome(baseUrl, await seed(ctx))
  return (await hasDemo(ctx)) ? welcomeBack(baseUrl) : ''
}

/** The first SIGINT or SIGTERM; further ones are ignored while everything ends in order. */
function nextSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve(signal))
  })
}

function welcomeBack(baseUrl: string): string {
  return `\nOpenIDV: ${baseUrl}\nSign-in and keys of the demo organization: npm run openidv -- seed\n\n`
}

function welcome(baseUrl: string, seeded: Seeded): string {
  return `
OpenIDV is running.

  Admin Console   ${baseUrl}
    e-mail        ${seeded.consoleEmail}
    password      ${seeded.consolePassword ?? 'the one that was chosen before'}
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
