/** Sign-in of people: better-auth on the same database, under our table names. */
import { hash, verify } from '@node-rs/argon2'
import { betterAuth } from 'better-auth'
import { organization } from 'better-auth/plugins'
import type { Context } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const LEAST_PASSWORD_LENGTH = 12

export type ConsoleAuth = ReturnType<typeof createConsoleAuth>

/**
 * The console's authentication. Organizations are founded by `createOrganization` only, since one may never be seen
 * without its first keys; better-auth reads them and keeps members and invitations.
 */
export function createConsoleAuth(ctx: Context) {
  const isSecure = ctx.config.http.baseUrl.startsWith('https:')
  return betterAuth({
    appName: 'OpenIDV',
    baseURL: ctx.config.http.baseUrl,
    basePath: '/api/auth',
    secret: ctx.keyring.console.toString('base64url'),
    database: { db: ctx.db, type: 'postgres', transaction: true },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      cookiePrefix: 'openidv',
      useSecureCookies: isSecure,
      database: { generateId: 'uuid' },
    },
    user: { modelName: 'auth_users' },
    session: {
      modelName: 'auth_sessions',
      additionalFields: { steppedUpAt: { type: 'date', required: false, input: false } },
    },
    account: { modelName: 'auth_accounts' },
    verification: { modelName: 'auth_verifications' },
    databaseHooks: {
      session: { create: { before: async (session) => ({ data: { ...session, steppedUpAt: nowDate(ctx.clock) } }) } },
    },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: LEAST_PASSWORD_LENGTH,
      password: {
        hash: (password) => hash(password, ARGON2),
        verify: ({ hash: stored, password }) => verify(stored, password),
      },
    },
    plugins: [
      organization({
        allowUserToCreateOrganization: false,
        disableOrganizationDeletion: true,
        schema: {
          organization: { modelName: 'organizations' },
          member: { modelName: 'members' },
          invitation: { modelName: 'invitations' },
        },
      }),
    ],
  })
}
