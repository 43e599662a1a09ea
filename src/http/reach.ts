/** Keeps the queries of a request to the rows of the organization that it was let into. */
import type { FastifyRequest } from 'fastify'
import { withinOrganization } from '../db/reach.ts'
import type { OrganizationId } from '../lib/ids.ts'
import type { App } from './app-type.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by whichever gate found out whose the request is; without it, queries see no organization's rows. */
    organizationId: OrganizationId | undefined
  }
}

/**
 * Adds the hook. It stands after the body is read, whose events come from the socket and would lose what a hook before them
 * had said; a gate that asks the database earlier says by itself whose rows it needs.
 */
export function registerReach(app: App): void {
  app.decorateRequest('organizationId', undefined)
  app.addHook('preValidation', (req: FastifyRequest, _reply, done) => {
    if (req.organizationId) withinOrganization(req.organizationId, done)
    else done()
  })
}
