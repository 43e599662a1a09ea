/** Reads what a node shall do. */
import { invalidField } from '../lib/errors.ts'
import { EVERY_ROLE, ROLES, type Role, type Roles } from '../lib/roles.ts'
import { type CommandOptions, findList } from './command-options.ts'

/** The roles of `--only`, all without it; throws for a word that is none, and where no other node could do the rest. */
export function rolesOf(options: CommandOptions): Roles {
  const words = findList(options, 'only', '')
  if (!words) return EVERY_ROLE
  if (!words.every(isRole)) throw invalidField('--only', `must be one or more of ${ROLES.join(', ')}, between commas`)
  const roles = new Set(words)
  if (roles.size < ROLES.length && !options.config.database.url) {
    throw invalidField('--only', 'needs DATABASE_URL: no other node reaches the embedded database to do the rest')
  }
  return roles
}

function isRole(word: string): word is Role {
  return ROLES.some((role) => role === word)
}
