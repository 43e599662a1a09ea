/** GET /v1/financial and /v1/credit-checks: fixtures for a sandbox key; with a live key this installation has neither. */
import * as z from 'zod'
import { AppError } from '../../lib/errors.ts'
import {
  findCreditFixture,
  findStatementFixture,
  listCreditFixtures,
  listStatementFixtures,
} from '../../services/sandbox/finance-fixtures.ts'
import type { App } from '../app-type.ts'
import { actorOf } from '../authenticate.ts'
import { notImplemented } from './not-implemented.ts'

const params = z.object({ id: z.string().min(1).max(64) })
const externalParams = z.object({ externalId: z.string().min(1).max(255) })
// Not in openapi.json: an operation that works with made-up data only is not covered.
const hide = true

/** Adds the routes. */
export function registerFixtures(api: App): void {
  api.get('/financial', { schema: { hide } }, async (req) => {
    const bankStatements = orRefuse(listStatementFixtures(actorOf(req)), 'GET /v1/financial')
    return { bankStatements, nextToken: null }
  })
  api.get('/financial/:id', { schema: { hide, params } }, async (req) =>
    orRefuse(findStatementFixture(actorOf(req), req.params.id), 'GET /v1/financial/{id}'),
  )
  api.get('/financial/externalId/:externalId', { schema: { hide, params: externalParams } }, async (req) => {
    const all = orRefuse(listStatementFixtures(actorOf(req)), 'GET /v1/financial/externalId/{externalId}')
    const bankStatements = all.filter(({ externalId }) => externalId === req.params.externalId)
    if (bankStatements.length === 0) throw new AppError('not_found')
    return { bankStatements, nextToken: null }
  })
  api.get('/credit-checks', { schema: { hide } }, async (req) => {
    const creditChecks = orRefuse(listCreditFixtures(actorOf(req)), 'GET /v1/credit-checks')
    return { creditChecks, nextToken: null, next_token: null }
  })
  api.get('/credit-checks/:id', { schema: { hide, params } }, async (req) =>
    orRefuse(findCreditFixture(actorOf(req), req.params.id), 'GET /v1/credit-checks/{id}'),
  )
}

/** What every operation answers that this installation does not have. */
function orRefuse<T>(fixture: T | undefined, operation: string): T {
  if (fixture !== undefined) return fixture
  throw notImplemented(operation)
}
