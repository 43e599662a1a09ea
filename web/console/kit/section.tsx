/** One part of a page of settings: its name, a sentence, its content. */
import { Paper, Stack, Text, Title } from '@mantine/core'
import { type ReactElement, type ReactNode, useId } from 'react'

interface SectionProps {
  readonly title: string
  readonly description?: ReactNode
  readonly children: ReactNode
}

/** A card with a heading, which names it for screen readers, too. */
export function Section({ title, description, children }: SectionProps): ReactElement {
  const id = useId()
  return (
    <Paper aria-labelledby={id} component="section" p="lg" radius="md" withBorder>
      <Stack gap={4} mb="md">
        <Title id={id} order={2} size="h4">
          {title}
        </Title>
        {description !== undefined && (
          <Text c="dimmed" component="div" size="sm">
            {description}
          </Text>
        )}
      </Stack>
      {children}
    </Paper>
  )
}
