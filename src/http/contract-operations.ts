/** Every operation of the deepidv API by its area, so that a request to one that is not built here is told so. */
import { loggablePath } from '../lib/log.ts'

interface Lack {
  /** Whether a provider of data or of a service would be asked, or the part is not built at all. */
  readonly state: 'needs a provider' | 'not here'
  readonly reason: string
}

/** A part of the contract; what it lacks is said of those operations that have no route here. */
export interface ContractArea {
  readonly name: string
  /** `METHOD /path` with names in braces, as in openapi.json. */
  readonly operations: readonly string[]
  /** Why some have no route; left out when all have one. */
  readonly lacks?: Lack
}

function needs(provider: string, besides?: string): Lack {
  return { state: 'needs a provider', reason: `Needs a connector to ${provider}${besides ? `; ${besides}` : ''}.` }
}

function isAbsent(reason: string): Lack {
  return { state: 'not here', reason }
}

/** In the order of the contract's catalogue (§3). */
export const CONTRACT_AREAS: readonly ContractArea[] = [
  { name: 'Health and keys', operations: ['GET /health', 'GET /v1/auth/verify'] },
  {
    name: 'Sessions',
    operations: [
      'POST /v1/sessions',
      'GET /v1/sessions',
      'GET /v1/sessions/{id}',
      'PATCH /v1/sessions/{id}/update-status',
      'PATCH /v1/sessions/{id}',
      'POST /v1/idv',
    ],
  },
  {
    name: 'Workflows',
    operations: [
      'GET /v1/workflows',
      'POST /v1/workflows',
      'GET /v1/workflows/{id}',
      'PATCH /v1/workflows/{id}/steps/{step}/config',
    ],
  },
  {
    name: 'Workflow runner',
    operations: [
      'POST /v1/workflows/{id}/sessions',
      'GET /v1/sessions/{id}/workflow',
      'POST /v1/sessions/{id}/workflow/start',
      'POST /v1/sessions/{id}/steps/{step}',
      'POST /v1/sessions/{id}/uploads',
    ],
  },
  {
    name: 'Bank statements',
    operations: [
      'POST /v1/financial',
      'GET /v1/financial',
      'GET /v1/financial/{id}',
      'GET /v1/financial/externalId/{externalId}',
    ],
    lacks: needs('bank accounts', 'with a sandbox key, the GETs answer fixtures'),
  },
  {
    name: 'Credit terms',
    operations: [
      'POST /v1/credit-terms',
      'GET /v1/credit-terms',
      'GET /v1/credit-terms/{id}',
      'GET /v1/credit-terms/externalId/{externalId}',
    ],
    lacks: isAbsent('There are no applications for credit.'),
  },
  {
    name: 'Credit checks',
    operations: [
      'POST /v1/credit-check/hard',
      'POST /v1/credit-check/soft',
      'GET /v1/credit-checks',
      'GET /v1/credit-checks/{id}',
    ],
    lacks: needs('a credit bureau', 'with a sandbox key, the GETs answer fixtures'),
  },
  {
    name: 'Uploads and direct calls',
    operations: [
      'POST /v1/upload/presign',
      'POST /v1/document/scan',
      'POST /v1/face/detect',
      'POST /v1/face/compare',
      'POST /v1/face/estimate-age',
      'POST /v1/identity/verify',
    ],
  },
  {
    name: 'Liveness at a cloud provider',
    operations: ['POST /v1/face/liveness/sessions', 'GET /v1/face/liveness/sessions/{id}/result'],
    lacks: needs('a cloud provider of liveness checks'),
  },
  {
    name: 'Liveness of our own',
    operations: [
      'POST /v1/face/liveness/custom/sessions',
      'POST /v1/face/liveness/custom/sessions/{id}/upload-url',
      'GET /v1/face/liveness/custom/sessions/{id}/result',
    ],
    lacks: isAbsent('Liveness is told by one selfie, not by frames.'),
  },
  {
    name: 'Deepfakes',
    operations: [
      'GET /v1/deepfake/challenge/{sessionId}',
      'POST /v1/deepfake/upload-urls',
      'POST /v1/deepfake/analyze',
    ],
    lacks: isAbsent('There is no model that detects deepfakes.'),
  },
  {
    name: 'Screening of persons',
    operations: ['POST /v1/screening/pep-sanctions', 'POST /v1/screening/adverse-media'],
    lacks: needs('sanctions lists and a news archive'),
  },
  {
    name: 'Screening of titles',
    operations: ['POST /v1/screening/title-check'],
    lacks: needs('a land register'),
  },
  {
    name: 'Screening of phones',
    operations: [
      'POST /v1/screening/carrier-age-gate',
      'POST /v1/screening/phone-ownership',
      'POST /v1/screening/phone-trust',
    ],
    lacks: needs('phone carriers'),
  },
  {
    name: 'List of screenings',
    operations: ['GET /v1/screening/sessions'],
    lacks: isAbsent('Clients name it; the contract says that it does not exist.'),
  },
  {
    name: 'Asynchronous jobs',
    operations: ['GET /v1/async-jobs/{jobId}'],
    lacks: isAbsent('No operation that runs here makes such a job.'),
  },
  {
    name: 'Transaction monitoring',
    operations: ['POST /v1/aml/transactions', 'POST /v1/aml/bots/{bot_id}/monitored-users'],
    lacks: isAbsent('Transactions are not monitored.'),
  },
  {
    name: 'Branding profiles',
    operations: ['POST /v1/profiles', 'GET /v1/profiles', 'GET /v1/profiles/{id}', 'POST /v1/profiles/logo-upload-url'],
    lacks: isAbsent('The hosted page has one look.'),
  },
  {
    name: 'OAuth clients',
    operations: [
      'GET /v1/oauth-clients',
      'POST /v1/oauth-clients',
      'POST /v1/oauth-clients/{clientId}/rotate-secret',
      'POST /v1/oauth-clients/{clientId}/revoke',
    ],
    lacks: isAbsent('There is no OAuth: programs use API keys.'),
  },
  {
    name: 'iGaming',
    operations: [
      'POST /v1/igaming/injection',
      'POST /v1/igaming/vpn-detection',
      'POST /v1/igaming/ip-jurisdiction',
      'POST /v1/igaming/anti-cheat',
      'DELETE /v1/igaming/anti-cheat/{session_id}',
    ],
    lacks: isAbsent('There is no data on networks, and no search among faces.'),
  },
  {
    name: 'Self-exclusion',
    operations: [
      'GET /v1/igaming/self-exclusion',
      'POST /v1/igaming/self-exclusion/identity',
      'DELETE /v1/igaming/self-exclusion/identity/{document_number}',
      'POST /v1/igaming/self-exclusion/face',
      'DELETE /v1/igaming/self-exclusion/face/{session_id}',
      'POST /v1/igaming/self-exclusion/applicant',
    ],
    lacks: isAbsent('There is no list of persons who exclude themselves.'),
  },
  {
    name: 'Age and parents',
    operations: [
      'POST /v1/age-verification',
      'GET /v1/age-verification/parent-connect',
      'GET /v1/age-verification/parent-connect/{id}',
      'GET /v1/age-verification/boundaries/{attestationId}',
    ],
    lacks: isAbsent('There is no quiz, card check or parental consent.'),
  },
  {
    name: 'Re-verification',
    operations: [
      'POST /v1/re-verifications',
      'POST /v1/re-verifications/{id}/liveness/start',
      'POST /v1/re-verifications/{id}/liveness/upload-url',
      'POST /v1/re-verifications/{id}/liveness/complete',
    ],
    lacks: isAbsent('A person who was verified before goes through a session again.'),
  },
]

/** `METHOD /path` of every operation. */
export function listContractOperations(): readonly string[] {
  return CONTRACT_AREAS.flatMap(({ operations }) => operations)
}

/** One operation in one spelling, whatever names its parameters have: `{id}` in the contract, `:id` in a route. */
export function sameOperation(operation: string): string {
  return operation.replace(/\{[^}]*\}|:\w+/g, '{}')
}

const TEMPLATES = [...new Set(listContractOperations().map((operation) => operation.slice(operation.indexOf(' ') + 1)))]

/**
 * The path of a URL as a log line or a stranger may see it: by the contract's names for what stands in it, as in
 * `/v1/sessions/{id}`, else with `…` for everything that is no plain word. Without the query.
 */
export function namePath(url: string): string {
  const parts = (url.split('?', 1)[0] ?? '').split('/')
  const fits = (template: string) => {
    const words = template.split('/')
    return words.length === parts.length && words.every((word, at) => word.startsWith('{') || word === parts[at])
  }
  // Of two that fit, the one with a word where the other has a name.
  const [template] = TEMPLATES.filter(fits).sort((a, b) => a.split('{').length - b.split('{').length)
  return template ?? loggablePath(url).replaceAll('[redacted]', '…')
}
