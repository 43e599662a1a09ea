/** What each role may do, as the server has it. */
import { Box, Skeleton, Stack, Table, Text, Title, VisuallyHidden } from '@mantine/core'
import { IconCheck, IconMinus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { Scope } from '../../data/me.ts'
import { type RoleMatrix, rolesQuery } from '../../data/team.ts'
import { ErrorState } from '../../kit/states.tsx'
import { useScrollable } from '../../kit/use-scrollable.ts'
import { ROLE_NAMES, SCOPE_WORDS } from './words.ts'

/** Scopes down, roles across. */
export function RoleMatrixTable(): ReactElement {
  const { data, error, refetch } = useQuery(rolesQuery())
  return (
    <Stack aria-labelledby="roles" component="section" gap="sm">
      <Title id="roles" order={2} size="h4">
        What each role may do
      </Title>
      {error && !data && (
        <ErrorState error={error} onRetry={() => void refetch()} title="The roles could not be loaded" />
      )}
      {!error && !data && <Skeleton height={320} />}
      {data && <Matrix matrix={data} />}
    </Stack>
  )
}

function Matrix({ matrix }: { readonly matrix: RoleMatrix }): ReactElement {
  const { ref, isScrollable } = useScrollable()
  return (
    <Box
      // What is hidden inside must scroll with the box, not widen the page.
      pos="relative"
      ref={ref}
      style={{ border: '1px solid var(--console-border)', borderRadius: 'var(--mantine-radius-md)', overflowX: 'auto' }}
      {...(isScrollable && { role: 'region', tabIndex: 0, 'aria-label': 'What each role may do, scrolls sideways' })}
    >
      <Table aria-label="What each role may do" miw={720} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Permission</Table.Th>
            {matrix.items.map(({ role }) => (
              <Table.Th key={role} scope="col" ta="center">
                {ROLE_NAMES[role]}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {matrix.scopes.map((scope) => (
            <Table.Tr key={scope}>
              <Table.Th fw={400} scope="row">
                <Text size="sm">{SCOPE_WORDS[scope] ?? scope}</Text>
              </Table.Th>
              {matrix.items.map((item) => (
                <Table.Td key={item.role} ta="center">
                  <Mark isHeld={holds(item.scopes, scope)} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  )
}

function holds(scopes: readonly Scope[], scope: Scope): boolean {
  return scopes.includes(scope)
}

function Mark({ isHeld }: { readonly isHeld: boolean }): ReactElement {
  return (
    <>
      {isHeld ? (
        <IconCheck aria-hidden="true" color="var(--mantine-color-green-7)" size={16} />
      ) : (
        <IconMinus aria-hidden="true" color="var(--console-border)" size={14} />
      )}
      <VisuallyHidden>{isHeld ? 'Yes' : 'No'}</VisuallyHidden>
    </>
  )
}
