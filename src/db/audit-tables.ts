/** Row interfaces of the audit log and its chain. Part of `tables.ts`. */
import type { GeneratedAlways } from 'kysely'
import type { OrganizationId } from '../lib/ids.ts'
import type { JsonDefault } from './json-columns.ts'

/** A stranger has not proved who they are. */
export type AuditActorKind = 'api_key' | 'member' | 'applicant' | 'system' | 'operator' | 'stranger'

export interface AuditEventsTable {
  id: GeneratedAlways<number>
  organizationId: OrganizationId
  actorKind: AuditActorKind
  actorId: string | null
  action: string
  targetId: string | null
  details: JsonDefault<Readonly<Record<string, unknown>>>
  createdAt: Date
  /** Where a member, a stranger or the reads of a key came from. */
  ip: string | null
  /** Whether the action only reads an applicant's data; follows from its name. */
  isRead: GeneratedAlways<boolean>
}

export interface AuditHeadsTable {
  organizationId: OrganizationId
  /** How many links the chain has. */
  position: number
  /** SHA-256, of the last link. */
  hash: Buffer
}

export interface AuditLinksTable {
  organizationId: OrganizationId
  /** 1 for the first row of the organization. */
  position: number
  eventId: number
  hash: Buffer
}

export interface AuditSealsTable {
  organizationId: OrganizationId
  /** 1 for the first seal of the organization. */
  number: number
  position: number
  /** Of the chain at that position. */
  hash: Buffer
  sealedAt: Date
  /** Of the root secret that the key is derived from. */
  keyVersion: number
  mac: Buffer
}
