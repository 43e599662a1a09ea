/** Builds the HTTP server: what every request passes, then the routes. */
import fastifyCookie from '@fastify/cookie'
import fastifyMultipart from '@fastify/multipart'
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify'
import type { Config } from '../config.ts'
import { newOrderedId } from '../lib/ids.ts'
import { MAX_IMAGE_BYTES } from '../services/evidence/normalize.ts'
import type { App } from './app-type.ts'
import { registerAuthentication } from './authenticate.ts'
import { closeUnlessRead } from './early-answer.ts'
import { registerFrontDoor } from './front-door.ts'
import { registerIdempotency } from './idempotency.ts'
import { requireBoundedJson } from './json-bounds.ts'
import { registerAnswerLog } from './log-answers.ts'
import { liftLongStrings } from './long-strings.ts'
import { registerOpenApi } from './openapi.ts'
import { registerReach } from './reach.ts'
import { registerReadRecorder } from './record-reads.ts'
import { registerRequestRecorder } from './record-requests.ts'
import { openRequestLog } from './request-log.ts'
import { respondError, respondNotFound } from './respond-error.ts'
import { registerAuthVerify } from './routes/auth-verify.ts'
import { registerConsole } from './routes/console/register.ts'
import { registerConsoleAuth } from './routes/console-auth.ts'
import { registerDevMail } from './routes/dev-mail.ts'
import { registerDocuments } from './routes/documents.ts'
import { registerEvents } from './routes/events.ts'
import { registerFaces } from './routes/faces.ts'
import { registerFiles } from './routes/files.ts'
import { registerFixtures } from './routes/fixtures.ts'
import { registerHealth } from './routes/health.ts'
import { registerHosted } from './routes/hosted.ts'
import { registerIdentity } from './routes/identity.ts'
import { registerInvitations } from './routes/invitations.ts'
import { completeContract } from './routes/not-implemented.ts'
import { registerRuns } from './routes/runs.ts'
import { registerSandbox } from './routes/sandbox.ts'
import { registerSessions } from './routes/sessions.ts'
import { registerUploads } from './routes/uploads.ts'
import { registerWebhookKeys } from './routes/webhook-keys.ts'
import { registerWebhooks } from './routes/webhooks.ts'
import { registerWorkflows } from './routes/workflows.ts'
import { referenceTo } from './sent-pictures.ts'
import type { HttpServices } from './services.ts'
import { registerPages } from './static.ts'
import { compileValidator } from './validate.ts'

const JSON_BODY_LIMIT = 1024 * 1024
/** Shortest and longest request id that a caller may choose. */
const REQUEST_ID_FORM = /^[A-Za-z0-9_-]{8,64}$/

/** The server, ready to listen or to be injected into. */
export async function buildApp(services: HttpServices): Promise<App> {
  const app = createApp(services)
  await registerOpenApi(app, services)
  registerHealth(app, services.readiness)
  registerFiles(app, services)
  registerWebhookKeys(app, services)
  registerDevMail(app, services)
  await app.register(async (people: App) => registerPeople(people, services))
  await app.register(async (api: App) => registerApi(api, services), { prefix: '/v1' })
  await registerPages(app, services)
  await app.ready()
  return app
}

/** The server of a node that only whoever watches over it asks, ready to listen. */
export async function buildHealthApp(services: Pick<HttpServices, 'ctx' | 'readiness'>): Promise<App> {
  const app = createApp(services)
  registerHealth(app, services.readiness)
  await app.ready()
  return app
}

/** What people's browsers call, by cookies; programs send none, and their requests are not searched for any. */
async function registerPeople(people: App, services: HttpServices): Promise<void> {
  await people.register(fastifyCookie)
  registerHosted(people, services)
  registerConsoleAuth(people, services)
  await people.register(async (console: App) => registerConsole(console, services), { prefix: '/console' })
}

/** Everything under `/v1` needs a key. */
function registerApi(api: App, services: HttpServices): void {
  registerRequestRecorder(api, services)
  registerAuthentication(api, services)
  registerIdempotency(api, services)
  registerReadRecorder(api, services)
  completeContract(api, () => {
    registerAuthVerify(api)
    registerSessions(api, services)
    registerInvitations(api, services)
    registerRuns(api, services)
    registerEvents(api, services)
    registerWorkflows(api, services)
    registerWebhooks(api, services)
    registerUploads(api, services)
    registerSandbox(api, services)
    registerFixtures(api)
    api.register(async (checks: App) => registerChecks(checks, services))
  })
}

/** Direct calls, whose pictures may come as multipart. */
async function registerChecks(checks: App, services: HttpServices): Promise<void> {
  await checks.register(fastifyMultipart, {
    limits: { fileSize: MAX_IMAGE_BYTES, files: 4, fields: 8, fieldSize: 64 * 1024, parts: 12 },
    throwFileSizeLimit: true,
  })
  registerDocuments(checks, services)
  registerFaces(checks, services)
  registerIdentity(checks, services)
}

/** A server without routes: what every answer has, with a key or without, such as its id, headers and log line. */
export function createApp({ ctx }: Pick<HttpServices, 'ctx'>): App {
  const logger: FastifyBaseLogger = ctx.log
  const app: App = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    // One hop: what stands further left in X-Forwarded-For was written by the client and proves nothing.
    trustProxy: ctx.config.http.trustProxy ? (_address, hop) => hop === 0 : false,
    bodyLimit: JSON_BODY_LIMIT,
    // What comes on a connection that is still open while the server stops is done as ever, and the connection ends.
    return503OnClosing: false,
    ...toTimeouts(ctx.config.http),
    childLoggerFactory: openRequestLog,
    // Ordered by time, so that the log's index of them grows at its end.
    genReqId: (raw) => {
      const given = raw.headers['x-request-id']
      return typeof given === 'string' && REQUEST_ID_FORM.test(given) ? given : newOrderedId(ctx.clock.nowMs())
    },
    routerOptions: { ignoreTrailingSlash: true },
  })
  app.setValidatorCompiler(compileValidator)
  // Answers are typed against their schemas by the compiler; checking them again would cost each request.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  parseBoundedJson(app)
  app.setErrorHandler(respondError)
  app.setNotFoundHandler(respondNotFound)
  app.decorateRequest('errorCode', undefined)
  app.decorateRequest('errorHints', undefined)
  registerReach(app)
  const { baseUrl, trustProxy, hstsSubdomains } = ctx.config.http
  const hsts = hstsSubdomains ? `${ONE_YEAR}; includeSubDomains` : ONE_YEAR
  const isAlwaysHttps = baseUrl.startsWith('https:')
  app.addHook('onRequest', (req, reply, done) => {
    reply.headers(SECURITY_HEADERS)
    if (isAlwaysHttps || (trustProxy && req.protocol === 'https')) reply.header('strict-transport-security', hsts)
    reply.header('x-request-id', req.id)
    // Fastify reads no body of these, and Node would read it to its end.
    if (req.method === 'GET' || req.method === 'HEAD') closeUnlessRead(req, reply)
    done()
  })
  registerFrontDoor(app, ctx.config.http)
  registerAnswerLog(app)
  return app
}

/** What Node checks by itself, at an interval that fits the shortest. */
function toTimeouts({ timeouts }: Config['http']) {
  const { headersMs, bodyMs, idleMs, keepAliveMs } = timeouts
  const connectionsCheckingInterval = Math.min(5000, Math.ceil(Math.min(headersMs, bodyMs) / 2))
  return {
    // From the first byte of the request to the last one of its body.
    requestTimeout: headersMs + bodyMs,
    // A socket on which nothing moves, in either direction.
    connectionTimeout: idleMs,
    keepAliveTimeout: keepAliveMs,
    http: { headersTimeout: headersMs, connectionsCheckingInterval },
  }
}

/** The parser that Fastify brings, behind our bounds. A body above the usual limit is one of pictures, which are lifted out. */
function parseBoundedJson(app: App): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.decorateRequest('sentPictures', undefined)
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (req, body: Buffer, done) => {
    try {
      const { text, strings } =
        body.byteLength > JSON_BODY_LIMIT ? liftLongStrings(body, referenceTo) : { text: body.toString(), strings: [] }
      requireBoundedJson(text)
      req.sentPictures = strings.map((bytes) => ({ form: 'json', bytes }))
      return parse(req, text, done)
    } catch (error) {
      return done(error as Error)
    }
  })
}

/** Browsers come back by https only, and heed this only where they came by https (RFC 6797 §8.1). */
const ONE_YEAR = 'max-age=31536000'

/** Static, since computing them by a library adds half again to a small answer (bench/README.md). */
const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
} as const
