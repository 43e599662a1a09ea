/** Every endpoint of an organization's console, with the roles that may call it: written by hand, not read from the code. */
import type { Role } from '../../src/services/members/roles.ts'
import type { Method } from '../harness/server.ts'

/** What an `:id` in a path names. */
export type ThingKind =
  | 'session'
  | 'key'
  | 'workflow'
  | 'evidence'
  | 'member'
  | 'invitation'
  | 'log'
  | 'endpoint'
  | 'delivery'

export interface Endpoint {
  readonly method: Method
  /** Below `/console/organizations/:organizationId`. */
  readonly path: string
  readonly roles: readonly Role[]
  readonly stepUp?: true
  readonly thing?: ThingKind
  /** Without the question mark, where the endpoint needs one. */
  readonly query?: string
  /** A body that the endpoint accepts, where it needs one. */
  readonly body?: object
}

const all: readonly Role[] = ['owner', 'admin', 'developer', 'reviewer', 'billing', 'viewer']
const owner: readonly Role[] = ['owner']
const admins: readonly Role[] = ['owner', 'admin']
const keepers: readonly Role[] = ['owner', 'admin', 'developer']
const payers: readonly Role[] = ['owner', 'admin', 'billing']
const deciders: readonly Role[] = ['owner', 'admin', 'reviewer']
const senders: readonly Role[] = ['owner', 'admin', 'developer', 'reviewer']
const readers: readonly Role[] = ['owner', 'admin', 'developer', 'reviewer', 'viewer']
const exporters: readonly Role[] = ['owner', 'admin', 'developer', 'reviewer', 'billing']

const users: readonly Role[] = ['owner', 'admin', 'developer', 'billing', 'viewer']

const webhook = {
  name: 'Ours',
  url: 'https://example.com/webhooks',
  description: null,
  eventTypes: null,
  sendsSecret: false,
}
const steps = [{ id: 'ID_VERIFICATION' }]

export const ENDPOINTS: readonly Endpoint[] = [
  { method: 'GET', path: '/first-request', roles: keepers },
  { method: 'GET', path: '/api-keys', roles: keepers },
  { method: 'POST', path: '/api-keys', roles: keepers, stepUp: true, body: { environment: 'live', name: 'Second' } },
  { method: 'POST', path: '/api-keys/:id/reveal', roles: keepers, stepUp: true, thing: 'key' },
  { method: 'POST', path: '/api-keys/:id/regenerate', roles: keepers, stepUp: true, thing: 'key' },
  { method: 'POST', path: '/api-keys/:id/revoke', roles: keepers, stepUp: true, thing: 'key' },
  { method: 'PATCH', path: '/api-keys/:id', roles: keepers, thing: 'key', body: { name: 'Mine' } },
  { method: 'GET', path: '/billing/balance', roles: all },
  { method: 'GET', path: '/billing/prices', roles: all },
  { method: 'GET', path: '/billing/burn', roles: payers },
  { method: 'GET', path: '/billing/alert', roles: all },
  { method: 'PUT', path: '/billing/alert', roles: admins, body: { alertBelowTokens: 5 } },
  { method: 'GET', path: '/billing/ledger', roles: payers },
  { method: 'GET', path: '/billing/ledger.csv', roles: payers, stepUp: true },
  { method: 'POST', path: '/exports', roles: exporters, stepUp: true },
  { method: 'GET', path: '/sandbox/clock', roles: readers, query: 'environment=sandbox' },
  {
    ...{ method: 'POST', path: '/sandbox/clock', roles: senders, query: 'environment=sandbox' },
    body: { advance: '1s' },
  },
  { method: 'GET', path: '/workflow-steps', roles: readers },
  { method: 'GET', path: '/workflows', roles: readers },
  { method: 'POST', path: '/workflows/check', roles: readers, body: { steps } },
  { method: 'POST', path: '/workflows', roles: keepers, body: { name: 'Ours', steps } },
  { method: 'GET', path: '/workflows/:id', roles: readers, thing: 'workflow' },
  {
    ...{ method: 'POST', path: '/workflows/:id/versions', roles: keepers, thing: 'workflow' },
    body: { name: 'Ours', steps, basedOn: 1 },
  },
  { method: 'POST', path: '/workflows/:id/status', roles: keepers, thing: 'workflow', body: { status: 'inactive' } },
  { method: 'POST', path: '/workflows/:id/duplicate', roles: keepers, thing: 'workflow' },
  { method: 'GET', path: '/home', roles: all },
  { method: 'GET', path: '/events', roles: readers },
  { method: 'GET', path: '/sessions', roles: readers },
  { method: 'GET', path: '/sessions.csv', roles: senders, stepUp: true },
  {
    ...{ method: 'POST', path: '/sessions', roles: senders },
    body: { firstName: 'Anna', lastName: 'Eriksson', email: 'anna@example.com' },
  },
  {
    ...{ method: 'POST', path: '/sessions/:id/invitations', roles: senders, thing: 'session' },
    body: { channel: 'email' },
  },
  { method: 'POST', path: '/sessions/:id/link', roles: senders, thing: 'session' },
  { method: 'POST', path: '/sessions/:id/void', roles: senders, thing: 'session' },
  { method: 'GET', path: '/sessions/:id', roles: readers, thing: 'session' },
  {
    ...{ method: 'POST', path: '/sessions/:id/decision', roles: deciders, thing: 'session' },
    body: { outcome: 'VOIDED', note: 'Taken by a stranger' },
  },
  { method: 'POST', path: '/sessions/:id/claim', roles: deciders, thing: 'session' },
  { method: 'DELETE', path: '/sessions/:id/claim', roles: deciders, thing: 'session' },
  { method: 'GET', path: '/evidence/:id', roles: deciders, thing: 'evidence' },
  { method: 'GET', path: '/sessions/:id/events', roles: readers, thing: 'session' },
  { method: 'GET', path: '/webhooks', roles: keepers },
  { method: 'POST', path: '/webhooks', roles: admins, stepUp: true, body: webhook },
  { method: 'GET', path: '/webhooks/:id', roles: keepers, thing: 'endpoint' },
  { method: 'GET', path: '/webhooks/:id/history', roles: keepers, thing: 'endpoint' },
  { method: 'GET', path: '/ended-webhooks', roles: keepers },
  { method: 'PATCH', path: '/webhooks/:id', roles: admins, thing: 'endpoint', body: { status: 'active' } },
  { method: 'DELETE', path: '/webhooks/:id', roles: admins, stepUp: true, thing: 'endpoint' },
  {
    ...{ method: 'POST', path: '/webhooks/:id/rotate-secret', roles: admins, stepUp: true, thing: 'endpoint' },
    body: { overlapHours: 24 },
  },
  {
    ...{ method: 'POST', path: '/webhooks/:id/test', roles: admins, thing: 'endpoint' },
    body: { type: 'session.created' },
  },
  {
    ...{ method: 'POST', path: '/webhooks/:id/resend-failed', roles: admins, thing: 'endpoint' },
    body: { from: '2026-01-01T00:00:00Z', to: '2026-12-31T00:00:00Z' },
  },
  { method: 'GET', path: '/webhooks/:id/deliveries', roles: keepers, thing: 'endpoint' },
  { method: 'GET', path: '/webhook-deliveries/:id', roles: keepers, thing: 'delivery' },
  { method: 'GET', path: '/webhook-deliveries/:id/request', roles: keepers, thing: 'delivery' },
  { method: 'POST', path: '/webhook-deliveries/:id/resend', roles: admins, thing: 'delivery' },
  { method: 'GET', path: '/review', roles: readers },
  { method: 'GET', path: '/review/count', roles: readers },
  { method: 'POST', path: '/review/next', roles: deciders },
  { method: 'GET', path: '/usage/summary', roles: users },
  { method: 'GET', path: '/usage/series', roles: users },
  { method: 'GET', path: '/usage/breakdown', roles: users, query: 'by=key' },
  { method: 'GET', path: '/usage/workflows', roles: users },
  { method: 'GET', path: '/request-logs', roles: users },
  { method: 'GET', path: '/request-errors', roles: users },
  { method: 'GET', path: '/request-logs/:id', roles: users, thing: 'log' },
  { method: 'GET', path: '/roles', roles: all },
  { method: 'GET', path: '/members', roles: all },
  { method: 'PATCH', path: '/members/:id', roles: admins, stepUp: true, thing: 'member', body: { role: 'viewer' } },
  { method: 'DELETE', path: '/members/:id', roles: admins, stepUp: true, thing: 'member' },
  { method: 'POST', path: '/leave', roles: all },
  { method: 'GET', path: '/invitations', roles: all },
  {
    ...{ method: 'POST', path: '/invitations', roles: admins, stepUp: true },
    body: { email: 'guest@example.com', role: 'viewer' },
  },
  { method: 'POST', path: '/invitations/:id/link', roles: admins, stepUp: true, thing: 'invitation' },
  { method: 'POST', path: '/invitations/:id/renew', roles: admins, stepUp: true, thing: 'invitation' },
  { method: 'DELETE', path: '/invitations/:id', roles: admins, thing: 'invitation' },
  { method: 'GET', path: '/organization', roles: all },
  { method: 'PATCH', path: '/organization', roles: admins, body: { name: 'Renamed' } },
  { method: 'POST', path: '/organization/deletion', roles: owner, stepUp: true, body: { name: 'Another' } },
  { method: 'DELETE', path: '/organization/deletion', roles: owner },
  { method: 'GET', path: '/security', roles: admins },
  { method: 'PATCH', path: '/security', roles: admins, stepUp: true, body: { signInHours: 24 } },
  { method: 'GET', path: '/audit-events', roles: admins },
  { method: 'GET', path: '/audit-events.csv', roles: admins, stepUp: true },
  { method: 'GET', path: '/audit-events/verification', roles: admins },
]
