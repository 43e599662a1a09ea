/** Sign-in of people: better-auth on the same database, under our table names. */
import { hash, verify } from '@node-rs/argon2'
import { betterAuth } from 'better-auth'
import { organization, twoFactor } from 'better-auth/plugins'
import type { Context } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import type { MemberUserId } from '../../lib/ids.ts'
import { forgiveAttempts } from './attempts.ts'
import { hideBackupCodes, makeBackupCodes } from './backup-codes.ts'
import { updateEmailVerified } from './claim-queries.ts'
import { createEntry, endEarlierSignIn } from './entry.ts'
import { listAuthSecrets, openFactor, sealFactor } from './rewrap-factors.ts'
import { forgetTrustedDevices } from './trusted-devices.ts'

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const MIN_PASSWORD_LENGTH = 12
const SIGN_IN_SECONDS = 7 * 24 * 60 * 60
const RESET_LINK_SECONDS = 30 * 60
const TRUST_SECONDS = 30 * 24 * 60 * 60
/** The cookies that better-auth signs for us by their kinds, and how many seconds each lives at most. */
export const SIGNED_COOKIES = {
  session_token: SIGN_IN_SECONDS,
  trust_device: TRUST_SECONDS,
  two_factor: 10 * 60,
} as const
/** Where better-auth finds the client's address; set by us and never taken from a client. */
export const CLIENT_ADDRESS_HEADER = 'x-openidv-client-address'

export type ConsoleAuth = ReturnType<typeof createConsoleAuth>

/**
 * The console's authentication. Organizations are founded by `createOrganization` only, since one may never be seen
 * without its first keys; better-auth reads them and keeps members and invitations.
 */
export function createConsoleAuth(ctx: Context, handOver: HandOver = noteReset) {
  const isSecure = ctx.config.http.baseUrl.startsWith('https:')
  return betterAuth({
    appName: 'OpenIDV',
    baseURL: ctx.config.http.baseUrl,
    basePath: '/api/auth',
    secrets: listAuthSecrets(ctx.keyring),
    // For second factors of earlier versions, until the start of the server has let them name their key.
    secret: listAuthSecrets(ctx.keyring).at(-1)?.value,
    database: { db: ctx.db, type: 'postgres', transaction: true },
    telemetry: { enabled: false },
    // Ours counts per account as well, in the database, and says so in our words: see attempts.ts.
    rateLimit: { enabled: false },
    logger: { disabled: true },
    // What is no refusal reaches our own handler of errors, which tells a database that is away from a fault of ours.
    onAPIError: { throw: true },
    advanced: {
      cookiePrefix: 'openidv',
      useSecureCookies: isSecure,
      database: { generateId: 'uuid' },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
    user: {
      modelName: 'auth_users',
      additionalFields: { twoFactorResetAt: { type: 'date', required: false, input: false } },
    },
    session: {
      modelName: 'auth_sessions',
      // A sign-in ends seven days after it was made, whoever holds its cookie and however often it is used.
      expiresIn: SIGN_IN_SECONDS,
      disableSessionRefresh: true,
      additionalFields: {
        steppedUpAt: { type: 'date', required: false, input: false },
        factorAt: { type: 'date', required: false, input: false },
        activeAt: { type: 'date', required: false, input: false },
        longestRestSeconds: { type: 'number', required: false, input: false },
      },
    },
    account: { modelName: 'auth_accounts' },
    verification: {
      modelName: 'auth_verifications',
      // Who reads the database must not find links that set passwords.
      storeIdentifier: { default: 'plain', overrides: { 'reset-password:': 'hashed' } },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => {
            const nowAt = nowDate(ctx.clock)
            return { data: { ...session, steppedUpAt: nowAt, activeAt: nowAt, longestRestSeconds: 0 } }
          },
          after: (session, endpoint) => endEarlierSignIn(ctx, session, endpoint),
        },
      },
    },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      resetPasswordTokenExpiresIn: RESET_LINK_SECONDS,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, token }) => handOver(ctx, user, toResetLink(ctx, token)),
      onPasswordReset: async ({ user }) => {
        await forgetTrustedDevices(ctx, user.id)
        await forgiveAttempts(ctx, user.email)
        // The operator gave the link to the address's owner.
        await updateEmailVerified(ctx.db, user.id as MemberUserId)
      },
      password: {
        hash: (password) => hash(password, ARGON2),
        verify: ({ hash: stored, password }) => verify(stored, password),
      },
    },
    plugins: [
      createEntry(ctx),
      twoFactor({
        issuer: 'OpenIDV',
        trustDeviceMaxAge: TRUST_SECONDS,
        backupCodeOptions: {
          customBackupCodesGenerate: makeBackupCodes,
          storeBackupCodes: {
            encrypt: (codes) => sealFactor(ctx.keyring, hideBackupCodes(codes)),
            decrypt: async (sealed) => hideBackupCodes((await openFactor(ctx.keyring, sealed)) ?? '[]'),
          },
        },
        accountLockout: { maxFailedAttempts: 10, durationSeconds: 300 },
        schema: { twoFactor: { modelName: 'auth_two_factors' } },
      }),
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

/** Who is given the link by which a person sets another password. */
type HandOver = (ctx: Context, user: { id: string; email: string }, link: string) => void

function toResetLink(ctx: Context, token: string): string {
  return `${ctx.config.http.baseUrl}/reset-password#${token}`
}

/**
 * There is no mail: an operator reads in the log who asked, and makes a link for them (reset-link.ts). The link that was made
 * here goes nowhere. The address is cut, so that the operator can tell whose it is and the log names nobody.
 */
function noteReset(ctx: Context, user: { id: string; email: string }): void {
  const person = user.email.replace(/^(.).*@/, '$1…@')
  ctx.log.warn({ userId: user.id, person }, 'password reset asked for: `members reset-link` makes a link')
}
