/** What somebody should know of a key's scopes: from an earlier time, limited by a role, or of somebody who has left. */
import { Anchor, Text } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import type { ApiKey } from '../../data/api-keys.ts'

interface KeyNotesProps {
  readonly apiKey: ApiKey
  /** Undefined for members who may change nothing. */
  readonly onRestrict: (() => void) | undefined
}

/** The notes, below the name of the key; nothing for a key that needs none, and for one that has ended. */
export function KeyNotes({ apiKey, onRestrict }: KeyNotesProps): ReactElement | null {
  const { state, isFromBeforeScopes, limitedBy, grantedBy, beyondYou } = apiKey
  if (state === 'revoked' || state === 'expired') return null
  const who = grantedBy?.name ?? 'whoever made it'
  const mayChange = onRestrict && beyondYou.length === 0
  return (
    <>
      {isFromBeforeScopes && (
        <Note>
          Made before scopes for applicants’ data: it reads everything that it did.{' '}
          {mayChange && (
            <Anchor component="button" fz={12} onClick={onRestrict} underline="always">
              Restrict…
            </Anchor>
          )}
        </Note>
      )}
      {limitedBy && (
        <Note>
          Limited to what the role {limitedBy} may do, which {who} has{grantedBy?.isMember === false && ' had'}. Whoever
          may do more can choose its scopes again.
        </Note>
      )}
      {grantedBy?.isMember === false && (
        <Note>
          {who} has left the team. The key goes on as it was: regenerate it, since {who} may still know it.
        </Note>
      )}
      {beyondYou.length > 0 && state === 'active' && (
        <Note>It may do more than your role: ask an owner or admin for it.</Note>
      )}
    </>
  )
}

function Note({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <Text c="dimmed" fz={12} maw={250}>
      {children}
    </Text>
  )
}
