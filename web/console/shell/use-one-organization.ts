/** Follows the sign-in to another organization that was chosen in another tab. */
import { useSuspenseQuery } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { meQuery } from '../data/me.ts'
import { isAnotherChosen } from '../lib/organization.ts'

/**
 * Loads the page anew, so that links and further tabs are about the same organization. Until then everything goes to the
 * one that the page shows; a dialog is let finish, since what is typed into it would be lost.
 */
export function useOneOrganization(): void {
  const { data: me, dataUpdatedAt } = useSuspenseQuery(meQuery)
  const path = useRouterState({ select: (state) => state.location.pathname })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the next answer and the next page try again
  useEffect(() => {
    if (isAnotherChosen(me) && !document.querySelector('[role="dialog"]')) window.location.reload()
  }, [me, dataUpdatedAt, path])
}
