/** Starts the console: theme, cache, router. */
import '@fontsource-variable/inter/index.css'
import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '@mantine/spotlight/styles.layer.css'
import './theme/base.css'
import { MantineProvider } from '@mantine/core'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { watchAttendance } from './lib/attendance.ts'
import { keepFocus } from './lib/focus.ts'
import { listenForPageKeys } from './lib/page-keys.ts'
import { queryClient } from './lib/query-client.ts'
import { router } from './router.tsx'
import { StepUpDialog } from './shell/step-up-dialog.tsx'
import { theme } from './theme/theme.ts'
import { resolveVariables } from './theme/variables.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
listenForPageKeys()
keepFocus()
watchAttendance(window)
createRoot(root).render(
  <StrictMode>
    <MantineProvider cssVariablesResolver={resolveVariables} defaultColorScheme="auto" theme={theme}>
      <QueryClientProvider client={queryClient}>
        <ModalsProvider>
          <Notifications autoClose={4000} position="bottom-right" />
          <RouterProvider router={router} />
          <StepUpDialog />
        </ModalsProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
