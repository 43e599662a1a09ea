/** Row interfaces of the tables about people: sign-ins, organizations, memberships. Part of `tables.ts`. */
import type { Generated } from 'kysely'
import type { InvitationId, MemberUserId, OrganizationId, PasskeyId } from '../lib/ids.ts'

/** `erasing` and `deleted` are final; see services/deletion/erase.ts. */
export type OrganizationStatus = 'active' | 'suspended' | 'erasing' | 'deleted'

export type MemberRole = 'owner' | 'admin' | 'developer' | 'reviewer' | 'billing' | 'viewer'

export interface AuthUsersTable {
  id: Generated<MemberUserId>
  name: string
  email: string
  emailVerified: Generated<boolean>
  image: string | null
  twoFactorEnabled: Generated<boolean>
  twoFactorResetAt: Date | null
  createdAt: Generated<Date>
  updatedAt: Generated<Date>
}

export interface AuthSessionsTable {
  id: Generated<string>
  userId: MemberUserId
  token: string
  expiresAt: Date
  ipAddress: string | null
  userAgent: string | null
  activeOrganizationId: OrganizationId | null
  steppedUpAt: Date | null
  /** When a second factor was last shown. */
  factorAt: Date | null
  /** When a person last asked an organization for something. */
  activeAt: Date | null
  /** The longest pause between two of these since the last proof of identity. */
  longestRestSeconds: Generated<number>
  createdAt: Generated<Date>
  updatedAt: Generated<Date>
}

export interface AuthAccountsTable {
  id: Generated<string>
  userId: MemberUserId
  accountId: string
  providerId: string
  accessToken: string | null
  refreshToken: string | null
  idToken: string | null
  accessTokenExpiresAt: Date | null
  refreshTokenExpiresAt: Date | null
  scope: string | null
  password: string | null
  createdAt: Generated<Date>
  updatedAt: Generated<Date>
}

export interface AuthVerificationsTable {
  id: Generated<string>
  identifier: string
  value: string
  expiresAt: Date
  createdAt: Generated<Date>
  updatedAt: Generated<Date>
}

export interface AuthTwoFactorsTable {
  id: Generated<string>
  userId: MemberUserId
  secret: string
  backupCodes: string
  verified: Generated<boolean>
  /** Whether the backup codes are digests. */
  codesHidden: Generated<boolean>
  failedVerificationCount: Generated<number>
  lockedUntil: Date | null
}

export interface AuthTriesTable {
  digest: Buffer
  count: number
  endsAt: Date
}

export interface AuthDevicesTable {
  digest: Buffer
  userId: MemberUserId
  usedAt: Date
}

export interface AuthPasskeysTable {
  id: PasskeyId
  userId: MemberUserId
  name: string
  /** Base64url. */
  credentialId: string
  /** COSE. */
  publicKey: Buffer
  counter: number
  transports: string[]
  createdAt: Date
  usedAt: Date | null
}

export interface AuthChallengesTable {
  digest: Buffer
  purpose: 'add' | 'step_up' | 'sign_in'
  userId: MemberUserId | null
  endsAt: Date
}

export interface OrganizationsTable {
  id: Generated<OrganizationId>
  name: string
  slug: string
  logo: string | null
  metadata: string | null
  status: Generated<OrganizationStatus>
  showKeysOnce: Generated<boolean>
  ratePerSecond: number | null
  rateBurst: number | null
  dailyQuota: number | null
  /** Whether members need a second factor. */
  requireTwoFactor: Generated<boolean>
  /** How old a member's sign-in may be; null: as old as the configuration allows. */
  signInHours: number | null
  /** After how many minutes without a person it asks again who they are; null: never. */
  idleMinutes: Generated<number | null>
  /** From when on it is erased; null unless its deletion was asked for. */
  deletionDueAt: Date | null
  /** Against whom it counts; null: made by a command, or erased. */
  founderId: MemberUserId | null
  createdAt: Generated<Date>
}

/** People who run the installation. */
export interface OperatorsTable {
  userId: MemberUserId
  createdAt: Date
}

export interface SignUpInvitationsTable {
  id: InvitationId
  email: string
  status: 'pending' | 'accepted' | 'revoked'
  /** Null: by a command on the machine itself. */
  inviterId: MemberUserId | null
  expiresAt: Date
  createdAt: Date
}

export interface MembersTable {
  id: Generated<string>
  organizationId: OrganizationId
  userId: MemberUserId
  role: MemberRole
  createdAt: Generated<Date>
  lastSeenAt: Date | null
}

export interface InvitationsTable {
  id: Generated<InvitationId>
  organizationId: OrganizationId
  email: string
  role: MemberRole
  status: 'pending' | 'accepted' | 'revoked'
  inviterId: MemberUserId
  expiresAt: Date
  createdAt: Generated<Date>
}

/** Root secrets that were in use, by what rows remember them by. */
export interface RootSecretsTable {
  version: number
  since: Date
}
