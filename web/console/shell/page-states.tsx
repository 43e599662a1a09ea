/** What stands in a page's place: while it loads, when it breaks, when there is none. */
import { Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import type { ErrorComponentProps } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { LinkButton } from '../kit/link.tsx'
import { PageHeader } from '../kit/page-header.tsx'
import { EmptyState, ErrorState } from '../kit/states.tsx'

/** The shape of a page that is still on its way. */
export function PagePending(): ReactElement {
  return (
    <Stack aria-busy="true" aria-label="Loading" gap="md" role="status">
      <VisuallyHidden component="h1">Loading</VisuallyHidden>
      <Skeleton height={28} width={220} />
      <Skeleton height={16} maw={420} />
      <Skeleton height={280} />
    </Stack>
  )
}

/** A page that broke; the rest of the console goes on. */
export function PageError({ error, reset }: ErrorComponentProps): ReactElement {
  return (
    <>
      <PageHeader title="Something went wrong" />
      <ErrorState error={error} onRetry={reset} title="This page could not be shown" />
    </>
  )
}

/** An address that leads nowhere. */
export function NotFoundPage(): ReactElement {
  return (
    <>
      <PageHeader title="Page not found" />
      <EmptyState action={<LinkButton to="/">Go home</LinkButton>} title="There is no page at this address">
        The link may be old, or the thing that it led to may be gone.
      </EmptyState>
    </>
  )
}
