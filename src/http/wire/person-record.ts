/** A person of the contract (§4.2), in snake_case. */
import type { Person } from '../../services/applicants/get.ts'

export interface PersonRecord {
  readonly id: string
  readonly email: string
  readonly first_name: string
  readonly last_name: string
  readonly phone: string
  readonly created_at: string
  readonly updated_at: string
}

/** Builds the record; times are ISO 8601 in UTC. */
export function toPersonRecord({ id, email, firstName, lastName, phone, createdAt, updatedAt }: Person): PersonRecord {
  return {
    id,
    email,
    first_name: firstName,
    last_name: lastName,
    phone,
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  }
}
