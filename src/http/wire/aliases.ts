/** Lets bodies be written in either casing: snake_case keys become their camelCase twins before validation. */
import type { FastifyRequest } from 'fastify'

/**
 * Hook that renames `first_name` to `firstName` and so on, for the top-level keys named. When both are sent the
 * camelCase value wins (contract §0.2).
 */
export function acceptSnakeCase(camelKeys: readonly string[]) {
  const twins = camelKeys
    .map((camel) => [toSnakeCase(camel), camel] as const)
    .filter(([snake, camel]) => snake !== camel)
  return async (req: FastifyRequest): Promise<void> => {
    if (!isRecord(req.body)) return
    for (const [snake, camel] of twins) {
      if (!(snake in req.body)) continue
      if (!(camel in req.body)) req.body[camel] = req.body[snake]
      delete req.body[snake]
    }
  }
}

/**
 * Hook that renames `newStatus` to `new_status` and so on, for the top-level keys of query and body named: the routes
 * whose contract is snake_case take the other spelling as well. The camelCase value wins here too.
 */
export function acceptCamelCase(snakeKeys: readonly string[]) {
  const twins = snakeKeys
    .map((snake) => [toCamelCase(snake), snake] as const)
    .filter(([camel, snake]) => camel !== snake)
  return async (req: FastifyRequest): Promise<void> => {
    for (const values of [req.query, req.body]) {
      if (!isRecord(values)) continue
      for (const [camel, snake] of twins) {
        if (!(camel in values)) continue
        values[snake] = values[camel]
        delete values[camel]
      }
    }
  }
}

/** `expiresInHours` → `expires_in_hours`. */
export function toSnakeCase(camel: string): string {
  return camel.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** `expires_in_hours` → `expiresInHours`. */
export function toCamelCase(snake: string): string {
  return snake.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase())
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
