/** The top of a page: its name, a sentence, and its actions; names the browser tab, too. */
import { Group, Stack, Text, Title } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import { useHeading } from '../lib/focus.ts'

interface PageHeaderProps {
  readonly title: string
  readonly description?: ReactNode
  /** Buttons, the main one last. */
  readonly actions?: ReactNode
}

/** One per page. */
export function PageHeader({ title, description, actions }: PageHeaderProps): ReactElement {
  const heading = useHeading(title)
  return (
    <Group align="flex-start" justify="space-between" mb="lg" wrap="wrap">
      <Stack gap={4} maw={720}>
        <Title order={1} ref={heading} size="h2" tabIndex={-1}>
          {title}
        </Title>
        {description !== undefined && (
          <Text c="dimmed" component="div" size="sm">
            {description}
          </Text>
        )}
      </Stack>
      {actions !== undefined && <Group gap="xs">{actions}</Group>}
    </Group>
  )
}
