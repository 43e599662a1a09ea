/** Writes one line of the log for each request: what was asked, how it ended, and of a refusal who was refused and why. */
import type { FastifyRequest } from 'fastify'
import { isUuid } from '../lib/ids.ts'
import type { App } from './app-type.ts'
import { namePath } from './contract-operations.ts'

/** Adds the hook. Lines hold ids and words of ours; addresses, names and what was sent stay out. */
export function registerAnswerLog(app: App): void {
  app.addHook('onResponse', (req, reply, done) => {
    app.log.info(
      {
        requestId: req.id,
        method: req.method,
        path: req.routeOptions.url ?? namePath(req.url),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        organizationId: organizationOf(req),
        ...(reply.statusCode >= 400 && describeRefusal(req)),
      },
      'request',
    )
    done()
  })
}

/** Of somebody who was refused in the console, the organization that they asked for, which need not be theirs. */
function organizationOf({ authenticated, member, params }: FastifyRequest): string | undefined {
  const { organizationId } = (params ?? {}) as { organizationId?: string }
  const asked = organizationId !== undefined && isUuid(organizationId) ? organizationId : undefined
  return authenticated?.actor.organizationId ?? member?.organizationId ?? asked
}

function describeRefusal({ errorCode, authenticated, person }: FastifyRequest) {
  return { code: errorCode, apiKeyId: authenticated?.actor.apiKeyId, userId: person?.userId }
}
