/** The API client: `createClient` makes one, its members are named as the API names its resources. */
import { type Auth, createAuth } from './resources/auth.ts'
import { createDocuments, type Documents } from './resources/documents.ts'
import { createEvents, type Events } from './resources/events.ts'
import { createFaces, type Faces } from './resources/faces.ts'
import { createIdentity, type Identity } from './resources/identity.ts'
import { createSessions, type Sessions } from './resources/sessions.ts'
import { createUploads, type Uploads } from './resources/uploads.ts'
import { createWorkflowSessions, type WorkflowSessions } from './resources/workflow-sessions.ts'
import { createWorkflows, type Workflows } from './resources/workflows.ts'
import { systemTiming, type Timing } from './timing.ts'
import { createTransport } from './transport.ts'

export interface ClientOptions {
  /** A secret with access to the whole organization: for servers only. */
  readonly apiKey: string
  /** Where the server is, without `/v1`, such as `https://idv.example.com`. */
  readonly baseUrl: string
  /** Limit of each attempt; 30 seconds unless set. */
  readonly timeoutMs?: number | undefined
  /** How often a request may be sent again; 3 unless set. */
  readonly maxRetries?: number | undefined
  /** Sends the requests; the runtime's own unless set. */
  readonly fetch?: typeof fetch | undefined
  /** Time and chance of the retries; the machine's unless set. */
  readonly timing?: Timing | undefined
}

export interface Client {
  readonly auth: Auth
  readonly sessions: Sessions
  readonly workflows: Workflows
  readonly workflowSessions: WorkflowSessions
  readonly events: Events
  readonly uploads: Uploads
  readonly documents: Documents
  readonly faces: Faces
  readonly identity: Identity
}

/** Connects to nothing yet. Throws `TypeError` when the key or the URL cannot be one; its message never shows the key. */
export function createClient(options: ClientOptions): Client {
  const { timeoutMs = 30_000, maxRetries = 3, fetch: send = fetch, timing = systemTiming } = options
  const sender = { fetch: send, timing, timeoutMs, maxRetries }
  const transport = createTransport(sender, requireBaseUrl(options.baseUrl), requireKey(options.apiKey))
  const uploads = createUploads(transport)
  return {
    auth: createAuth(transport),
    sessions: createSessions(transport),
    workflows: createWorkflows(transport),
    workflowSessions: createWorkflowSessions(transport),
    events: createEvents(transport),
    uploads,
    documents: createDocuments(transport, uploads),
    faces: createFaces(transport, uploads),
    identity: createIdentity(transport, uploads),
  }
}

function requireBaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && /^https?:$/.test(url.protocol) && url.username === '' && url.search === '' && url.hash === '') {
    return url.href.replace(/\/+$/, '')
  }
  throw new TypeError('baseUrl must be an http or https URL without name, query and fragment')
}

/** What HTTP would refuse as a header is refused here: the runtime's own message would show the key. */
function requireKey(text: string): string {
  if (/^[\x21-\x7e]+$/.test(text)) return text
  throw new TypeError('apiKey must be one word of ASCII characters, such as sk_live_…')
}
