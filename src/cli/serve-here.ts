/** Runs the server in this process until it is told to stop. */
import type { Config } from '../config.ts'
import { acrossOrganizations } from '../db/reach.ts'
import { GivenUpError } from '../lib/health.ts'
import type { Logger } from '../lib/log.ts'
import type { Roles } from '../lib/roles.ts'
import { isEmptyInstallation } from '../services/organizations/get.ts'
import type { CommandOptions } from './command-options.ts'
import { hasDemo, type Seeded, seed } from './seed.ts'
import { type RunningServer, startServer } from './start-server.ts'

/** For the database, after the time in which requests and checks are to end. */
const LAST_MS = 10_000

/**
 * Starts, seeds an empty installation outside production, prints how to begin, and waits for the signal to stop. Throws
 * `GivenUpError` when the server cannot mend itself.
 */
export async function serveHere({ config, log, parent }: CommandOptions, roles: Roles): Promise<void> {
  const stopped = nextSignal()
  const server = await startServer(config, log, { parent, roles })
  try {
    process.stdout.write(await greet(server, config, roles))
    const why = await Promise.race([stopped, server.givenUp])
    if (why instanceof GivenUpError) throw why
    log.info({ signal: why }, 'stopping')
  } finally {
    endInTime(log, config.stop.afterMs + config.stop.withinMs + LAST_MS)
    await server.stop()
  }
}

/** What keeps the rest from ending in order does not keep the process: nothing that was acknowledged is lost by an abrupt end. */
function endInTime(log: Logger, ms: number): void {
  const end = () => {
    log.fatal('the server does not end in order and is ended')
    process.exit(1)
  }
  setTimeout(end, ms).unref()
}

/** How to begin, or what this node does. Two nodes that start at once must not both make the demo: those that answer nobody do not. */
async function greet(server: RunningServer, { production }: Config, roles: Roles): Promise<string> {
  if (!roles.has('http')) return `\nOpenIDV: ${[...roles].join(' and ')} for other nodes, and /readyz here\n\n`
  const begun = production ? '' : await acrossOrganizations(() => beginDemo(server))
  return begun || `\nOpenIDV: ${server.baseUrl}\n\n`
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
