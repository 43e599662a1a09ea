/** Every page and its address; pages are loaded when they are first opened. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import * as z from 'zod/mini'
import { ACTOR_KINDS, READS } from './data/audit.ts'
import { meQuery } from './data/me.ts'
import { USAGE_RANGES } from './data/usage-ranges.ts'
import { ApiError, whenSignedOut } from './lib/api.ts'
import { basepath } from './lib/environment.ts'
import { turnPage } from './lib/focus.ts'
import { forgetSearches, rememberSearch } from './lib/last-search.ts'
import { enterOrganization } from './lib/organization.ts'
import { queryClient } from './lib/query-client.ts'
import { optionalField, textField } from './lib/search-field.ts'
import { logsSearch } from './pages/logs/search.ts'
import { sessionsSearch } from './pages/sessions/filters.ts'
import { webhookSearch } from './pages/webhook-detail/search.ts'
import { NotFoundPage, PageError, PagePending } from './shell/page-states.tsx'

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage })

/** Pages for people who are not signed in, or who belong to no organization yet. */
const nextSearch = z.object({ next: optionalField(z.string()) })
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: nextSearch,
  component: lazyRouteComponent(() => import('./pages/sign-in/sign-in-page.tsx'), 'SignInPage'),
})
const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  validateSearch: nextSearch,
  component: lazyRouteComponent(() => import('./pages/sign-up/sign-up-page.tsx'), 'SignUpPage'),
})
const twoFactor = createRoute({
  getParentRoute: () => root,
  path: '/two-factor',
  validateSearch: nextSearch,
  component: lazyRouteComponent(() => import('./pages/two-factor/two-factor-page.tsx'), 'TwoFactorPage'),
})
const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgot-password',
  component: lazyRouteComponent(() => import('./pages/forgot-password/forgot-password-page.tsx'), 'ForgotPasswordPage'),
})
const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  validateSearch: z.object({
    token: optionalField(z.string()),
    error: optionalField(z.string()),
  }),
  component: lazyRouteComponent(() => import('./pages/reset-password/reset-password-page.tsx'), 'ResetPasswordPage'),
})
const acceptInvitation = createRoute({
  getParentRoute: () => root,
  path: '/accept-invitation/$secret',
  component: lazyRouteComponent(
    () => import('./pages/accept-invitation/accept-invitation-page.tsx'),
    'AcceptInvitationPage',
  ),
})
const onboarding = createRoute({
  getParentRoute: () => root,
  path: '/onboarding',
  beforeLoad: ({ location }) => requireSignIn(location.href),
  component: lazyRouteComponent(() => import('./pages/onboarding/onboarding-page.tsx'), 'OnboardingPage'),
})

/** Everything inside the shell has a person and an organization. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: async ({ location }) => {
    const me = await requireSignIn(location.href)
    if (!enterOrganization(me)) throw redirect({ to: '/onboarding' })
  },
  component: lazyRouteComponent(() => import('./shell/shell.tsx'), 'Shell'),
  notFoundComponent: NotFoundPage,
})
const page = { getParentRoute: () => shell } as const
const home = createRoute({
  ...page,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/home/home-page.tsx'), 'HomePage'),
})
const sessions = createRoute({
  ...page,
  path: '/sessions',
  validateSearch: sessionsSearch,
  component: lazyRouteComponent(() => import('./pages/sessions/sessions-page.tsx'), 'SessionsPage'),
})
const sessionDetail = createRoute({
  ...page,
  path: '/sessions/$id',
  validateSearch: z.object({
    tab: optionalField(z.enum(['review', 'data', 'timeline', 'events', 'raw'])),
    queue: optionalField(z.literal(1)),
    workflowId: optionalField(z.string()),
  }),
  component: lazyRouteComponent(() => import('./pages/session-detail/session-detail-page.tsx'), 'SessionDetailPage'),
})
const review = createRoute({
  ...page,
  path: '/review',
  validateSearch: z.object({
    workflowId: optionalField(z.string()),
    cursor: optionalField(z.string()),
  }),
  component: lazyRouteComponent(() => import('./pages/review/review-page.tsx'), 'ReviewPage'),
})
const workflows = createRoute({
  ...page,
  path: '/workflows',
  validateSearch: z.object({
    q: optionalField(z.string()),
    status: optionalField(z.enum(['active', 'inactive'])),
  }),
  component: lazyRouteComponent(() => import('./pages/workflows/workflows-page.tsx'), 'WorkflowsPage'),
})
const builder = () => import('./pages/workflow-builder/workflow-builder-page.tsx')
const workflowNew = createRoute({
  ...page,
  path: '/workflows/new',
  validateSearch: z.object({ template: optionalField(z.string()) }),
  component: lazyRouteComponent(builder, 'WorkflowBuilderPage'),
})
const workflowDetail = createRoute({
  ...page,
  path: '/workflows/$id',
  component: lazyRouteComponent(builder, 'WorkflowBuilderPage'),
})
const usage = createRoute({
  ...page,
  path: '/usage',
  validateSearch: z.object({
    range: optionalField(z.enum(USAGE_RANGES)),
    compare: optionalField(z.literal('previous')),
  }),
  component: lazyRouteComponent(() => import('./pages/usage/usage-page.tsx'), 'UsagePage'),
})
const logs = createRoute({
  ...page,
  path: '/logs',
  validateSearch: logsSearch,
  component: lazyRouteComponent(() => import('./pages/logs/logs-page.tsx'), 'LogsPage'),
})
const logDetail = createRoute({
  ...page,
  path: '/logs/$id',
  component: lazyRouteComponent(() => import('./pages/log-detail/log-detail-page.tsx'), 'LogDetailPage'),
})
const webhooks = createRoute({
  ...page,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('./pages/webhooks/webhooks-page.tsx'), 'WebhooksPage'),
})
const webhookDetail = createRoute({
  ...page,
  path: '/webhooks/$id',
  validateSearch: webhookSearch,
  component: lazyRouteComponent(() => import('./pages/webhook-detail/webhook-page.tsx'), 'WebhookPage'),
})
const billing = createRoute({
  ...page,
  path: '/billing',
  validateSearch: z.object({
    kind: optionalField(z.enum(['grant', 'hold', 'settle', 'release'])),
    from: optionalField(z.iso.date()),
    to: optionalField(z.iso.date()),
    cursor: optionalField(z.string()),
  }),
  component: lazyRouteComponent(() => import('./pages/billing/billing-page.tsx'), 'BillingPage'),
})
const apiKeys = createRoute({
  ...page,
  path: '/settings/api-keys',
  validateSearch: z.object({ ended: optionalField(z.boolean()) }),
  component: lazyRouteComponent(() => import('./pages/api-keys/api-keys-page.tsx'), 'ApiKeysPage'),
})
const team = createRoute({
  ...page,
  path: '/settings/team',
  component: lazyRouteComponent(() => import('./pages/team/team-page.tsx'), 'TeamPage'),
})
const organization = createRoute({
  ...page,
  path: '/settings/organization',
  component: lazyRouteComponent(() => import('./pages/organization/organization-page.tsx'), 'OrganizationPage'),
})
const security = createRoute({
  ...page,
  path: '/settings/security',
  component: lazyRouteComponent(() => import('./pages/security/security-page.tsx'), 'SecurityPage'),
})
const auditLog = createRoute({
  ...page,
  path: '/audit-log',
  validateSearch: z.object({
    action: optionalField(z.string()),
    actorKind: optionalField(z.enum(ACTOR_KINDS)),
    actorId: optionalField(z.uuid()),
    target: optionalField(z.string()),
    from: optionalField(z.iso.date()),
    to: optionalField(z.iso.date()),
    reads: optionalField(z.enum(READS)),
    cursor: optionalField(z.string()),
    event: optionalField(z.number()),
  }),
  component: lazyRouteComponent(() => import('./pages/audit-log/audit-log-page.tsx'), 'AuditLogPage'),
})
const installation = createRoute({
  ...page,
  path: '/installation',
  validateSearch: z.object({ q: textField, cursor: optionalField(z.string()) }),
  component: lazyRouteComponent(() => import('./pages/installation/installation-page.tsx'), 'InstallationPage'),
})
const account = createRoute({
  ...page,
  path: '/account',
  component: lazyRouteComponent(() => import('./pages/account/account-page.tsx'), 'AccountPage'),
})
const unknown = createRoute({ ...page, path: '$', component: NotFoundPage })

const routeTree = root.addChildren([
  ...[signIn, signUp, twoFactor, forgotPassword, resetPassword, acceptInvitation, onboarding],
  shell.addChildren([
    ...[home, sessions, sessionDetail, review, workflows, workflowNew, workflowDetail],
    ...[
      usage,
      logs,
      logDetail,
      webhooks,
      webhookDetail,
      billing,
      apiKeys,
      team,
      organization,
      security,
      auditLog,
      installation,
    ],
    ...[account, unknown],
  ]),
])

export const router = createRouter({
  routeTree,
  basepath,
  defaultPreload: 'intent',
  defaultPendingMs: 200,
  defaultPendingComponent: PagePending,
  defaultErrorComponent: PageError,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

router.subscribe('onBeforeNavigate', ({ fromLocation, pathChanged }) => {
  if (fromLocation && pathChanged) turnPage()
})

router.subscribe('onResolved', ({ toLocation }) => rememberSearch(toLocation))

whenSignedOut(() => {
  queryClient.clear()
  forgetSearches()
  const { href, pathname } = router.state.location
  if (pathname.startsWith('/sign-in')) return
  // No page may hold back somebody who can do nothing there any more; a draft stays in its tab and is offered again.
  void router.navigate({ to: '/sign-in', search: { next: href }, ignoreBlocker: true })
})

/** The signed-in person; without one the page to come is the sign-in, which leads back. */
async function requireSignIn(next: string) {
  try {
    return await queryClient.ensureQueryData(meQuery)
  } catch (error) {
    if (error instanceof ApiError && error.code === 'signed_out') throw redirect({ to: '/sign-in', search: { next } })
    throw error
  }
}
