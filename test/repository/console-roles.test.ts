/** Proves that the console names the roles that the server really lets in. */
import { expect, it } from 'vitest'
import { ROLE_SCOPES, ROLES } from '../../src/services/members/roles.ts'
import { ROLES_WITH } from '../../web/console/data/roles.ts'

it('the roles that a disabled button names are those that hold the scope', () => {
  const known = Object.fromEntries(
    ROLE_SCOPES.owner.map((scope) => [scope, ROLES.filter((role) => ROLE_SCOPES[role].includes(scope)).toReversed()]),
  )
  expect(ROLES_WITH).toEqual(known)
})
