/** Operations of the contract that have no route here: 404 with a code of its own, in place of a bare "not found". */
import type { HTTPMethods } from 'fastify'
import { AppError } from '../../lib/errors.ts'
import type { App } from '../app-type.ts'
import { listContractOperations, sameOperation } from '../contract-operations.ts'

/**
 * Lets `addRoutes` add the routes under /v1, then adds one for each operation of the contract that is still missing.
 * Those ask for a key as every route does, and never read the body.
 */
export function completeContract(api: App, addRoutes: () => void): void {
  const built = new Set<string>()
  api.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) built.add(sameOperation(`${each} ${url}`))
  })
  addRoutes()
  // A plugin loads after those that were named before it, with their routes.
  api.register(async (rest: App) => {
    const missing = listContractOperations().filter(
      (operation) => operation.includes(' /v1/') && !built.has(sameOperation(operation)),
    )
    for (const operation of missing) addRefusal(rest, operation)
  })
}

function addRefusal(api: App, operation: string): void {
  const [method = '', path = ''] = operation.split(' ')
  const refuse = async (): Promise<never> => {
    throw notImplemented(operation)
  }
  api.route({
    method: method as HTTPMethods,
    url: path.replace('/v1', '').replace(/\{(\w+)\}/g, ':$1'),
    schema: { hide: true },
    onRequest: refuse,
    handler: refuse,
  })
}

/** `METHOD /path` of the contract that is not here. */
export function notImplemented(operation: string): AppError {
  const message = `This installation does not implement ${operation}. See docs/coverage.md for what it covers`
  return new AppError('not_implemented', { message })
}
