/** /events: tells open pages which sessions changed, as server-sent events (WHATWG HTML §9.2). */
import type { App } from '../../app-type.ts'
import { memberOf, requireStillMember } from '../../console-gate.ts'
import { LiveStreams } from '../../live-streams.ts'
import type { HttpServices } from '../../services.ts'

/** Adds the route. */
export function registerConsoleEvents(console: App, services: HttpServices): void {
  const live = new LiveStreams(services.sessionChanges, services.ctx.config.http.bounds.streams)
  console.addHook('preClose', async () => live.closeAll())

  console.get('/events', { config: { scope: 'sessions:read', isUnattended: true } }, (req, reply) => {
    const stream = live.open(memberOf(req), () => requireStillMember(services, req))
    // Proxies that would gather the answer before they pass it on are told not to.
    reply.header('x-accel-buffering', 'no').type('text/event-stream; charset=utf-8')
    return reply.send(stream)
  })
}
