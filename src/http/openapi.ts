/** Describes the API by its own schemas: openapi.json, and the reference page that reads it. */
import fastifySwagger from '@fastify/swagger'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { App } from './app-type.ts'
import { toPublishedDocument } from './openapi-document.ts'
import type { HttpServices } from './services.ts'

/** Collects the schemas of every route that is registered after it; serves /v1/openapi.json and /docs without a key. */
export async function registerOpenApi(app: App, { ctx }: HttpServices): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'OpenIDV API',
        version: '0.1.0',
        description: INTRODUCTION,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: ctx.config.http.baseUrl }],
      components: { securitySchemes: { apiKey: { type: 'apiKey', name: 'x-api-key', in: 'header' } } },
      security: [{ apiKey: [] }],
      tags: TAGS.map(([name, description]) => ({ name, description })),
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => toPublishedDocument(jsonSchemaTransformObject(document)),
  })
  // Where the manifests of other installations say that it is.
  app.get('/v1/openapi.json', { schema: { hide: true } }, async () => app.swagger())
  const { default: apiReference } = await import('@scalar/fastify-api-reference')
  await app.register(apiReference, {
    routePrefix: '/docs',
    hooks: {
      onRequest: (req, reply, done) => {
        if (req.routeOptions.url !== '/docs/') return done()
        // Our own page: the plugin's holds a script, which only a policy that allows any script would let run.
        reply.header('content-security-policy', REFERENCE_PAGE_POLICY)
        return reply.type('text/html; charset=utf-8').send(REFERENCE_PAGE)
      },
    },
    configuration: { url: '/v1/openapi.json' },
  })
}

/** What holds for every route under /v1. */
const INTRODUCTION = `Self-hosted identity verification that speaks the deepidv API.

**Key.** Every route under \`/v1\` takes the API key of an organization in the header \`x-api-key\`. A sandbox key sees and
makes data of the sandbox only, and pays nothing.

**Errors** come in one form, \`Error\`, with a stable \`code\`; only a bad key is answered otherwise, by exactly
\`{"detail":"Invalid or missing API key"}\`. They are looked for in this order: 401 the key, 429 the limits, 403
its scope, 404 an operation that is not built, 400 the fields, then what the operation says. A validation error names
every bad field in \`hints\`.

**Scopes** narrow a key down; an operation that needs one which the key lacks answers 403 and names it. Without
\`applicants:read\` every value that tells of a person is \`•••\`, whatever its type, in lists, sessions and direct calls; there
are no links to pictures, and a direct call takes no picture of a session. A key never does more than the role of the
member who made it.

**Limits** are counted for the organization: by default 25 requests a second with a burst of 35, and 10,000 a day (UTC).
\`RateLimit\` in every answer says what is left, \`Retry-After\` in a 429 when to come back.

**Repeats.** A POST with an \`Idempotency-Key\` is done once: the same key and body get the same answer for 24 hours, with
\`Idempotency-Replayed: true\`; another body gets 422, a request that is still running 409.

**Bodies** may have keys that are not known here: they are ignored, but for the settings of a workflow’s step.

**Tokens.** What costs something says so. Prices are in docs/configuration.md; nothing is charged for an error.

Operations of the contract that this server does not have answer 404 with \`code: "not_implemented"\`; docs/coverage.md
lists them.`

/** How the reference shows itself; read by its script from the page. */
const REFERENCE_SETTINGS = {
  url: '/v1/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
}

const REFERENCE_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>OpenIDV API</title>
  </head>
  <body>
    <div id="api-reference" data-url="/v1/openapi.json" data-configuration='${JSON.stringify(REFERENCE_SETTINGS)}'></div>
    <script src="/docs/js/scalar.js"></script>
  </body>
</html>
`

/** The reference page is one script that styles itself; nothing may leave the origin. */
const REFERENCE_PAGE_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The groups of routes, in the order that a reader wants them. */
const TAGS = [
  ['Authentication', 'Whose key this is'],
  ['Sessions', 'One applicant going through one workflow'],
  ['Workflows', 'Which steps a session has'],
  ['Checks', 'Direct calls: pictures in, facts out'],
  ['Uploads', 'Where to put pictures that are too large for a JSON body'],
  ['Files', 'Pictures behind signed URLs'],
  ['Sandbox', 'Time that passes when it is told to'],
  ['Health', 'Whether the server answers'],
] as const
