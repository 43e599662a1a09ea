/** /home: what the console opens with. */
import { getHome } from '../../../services/home/get.ts'
import type { App } from '../../app-type.ts'
import { memberOf } from '../../console-gate.ts'
import type { HttpServices } from '../../services.ts'

/** Adds the route. */
export function registerConsoleHome(console: App, { ctx }: HttpServices): void {
  console.get('/home', { config: { scope: 'members:read' } }, (req) => getHome(ctx, memberOf(req)))
}
