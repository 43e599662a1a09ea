/** …/exports: asks whoever wants to download for a fresh proof first, since a browser's download cannot be asked back. */
import type { App } from '../../app-type.ts'

/** Adds the route. The downloads themselves ask again. */
export function registerConsoleExports(console: App): void {
  const config = { scope: 'exports:read' as const, stepUp: true, worksWhileClosing: true }
  console.post('/exports', { config }, async (_req, reply) => reply.code(204).send())
}
