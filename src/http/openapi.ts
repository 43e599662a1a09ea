/** Describes the API by its own schemas: openapi.json, and the reference page that reads it. */
import fastifySwagger from '@fastify/swagger'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { App } from './app-type.ts'
import type { HttpServices } from './services.ts'

/** Collects the schemas of every route that is registered after it; serves /openapi.json and /docs/api. */
export async function registerOpenApi(app: App, { ctx }: HttpServices): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'OpenIDV API',
        version: '0.1.0',
        description: 'Self-hosted identity verification that speaks the deepidv API.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: ctx.config.http.baseUrl }],
      components: { securitySchemes: { apiKey: { type: 'apiKey', name: 'x-api-key', in: 'header' } } },
      security: [{ apiKey: [] }],
      tags: TAGS.map(([name, description]) => ({ name, description })),
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => dropInputForms(jsonSchemaTransformObject(document)),
  })
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
  const { default: apiReference } = await import('@scalar/fastify-api-reference')
  await app.register(apiReference, {
    routePrefix: '/docs/api',
    hooks: {
      onRequest: (_req, reply, done) => {
        reply.header('content-security-policy', REFERENCE_PAGE_POLICY)
        done()
      },
    },
    configuration: {
      url: '/openapi.json',
      pageTitle: 'OpenIDV API',
      withDefaultFonts: false,
      telemetry: false,
      hideClientButton: true,
      showDeveloperTools: 'never',
      agent: { disabled: true },
      mcp: { disabled: true },
    },
  })
}

/** A named schema is written twice, as it is taken and as it is answered; ours are only answered. */
function dropInputForms(document: ReturnType<typeof jsonSchemaTransformObject>): typeof document {
  const schemas = 'components' in document ? document.components?.schemas : undefined
  for (const name of Object.keys(schemas ?? {})) if (name.endsWith('Input')) delete schemas?.[name]
  return document
}

/** The reference page is one script that styles itself; nothing may leave the origin. */
const REFERENCE_PAGE_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
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
  ['Health', 'Whether the server answers'],
] as const
