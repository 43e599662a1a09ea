/** The one cache of what the server answered. */
import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './api.ts'

const MAX_TRIES = 2

/** What is worth another try: no answer, and errors on the server's side. */
function isRetryable(error: Error): boolean {
  return !(error instanceof ApiError) || error.status === 0 || error.status >= 500
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) => failures < MAX_TRIES && isRetryable(error),
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
})
