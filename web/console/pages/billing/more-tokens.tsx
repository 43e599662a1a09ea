/** Says who adds tokens. */
import { Anchor, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { signInOptionsQuery } from '../../data/sign-in.ts'
import { LinkAnchor } from '../../kit/link.tsx'
import { useOrganization } from '../../lib/organization.ts'

/** A sentence: operators are led to the page, everybody else is told whom to ask. */
export function MoreTokens(): ReactElement {
  const { isOperator } = useOrganization()
  const { data } = useQuery(signInOptionsQuery)
  const contact = data?.operatorContact
  if (isOperator) {
    return (
      <Text size="sm">
        As an operator you add tokens on the page{' '}
        <LinkAnchor to="/installation" underline="always">
          Installation
        </LinkAnchor>
        .
      </Text>
    )
  }
  return (
    <Text size="sm">
      For more tokens ask an operator of this installation
      {contact !== undefined && (
        <>
          :{' '}
          <Anchor href={contact.includes('://') ? contact : `mailto:${contact}`} inherit underline="always">
            {contact}
          </Anchor>
        </>
      )}
      .
    </Text>
  )
}
