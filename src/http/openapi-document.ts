/** Puts the collected schemas of the routes into the form in which openapi.json shows them. */
import { ERROR_ANSWERS } from './wire/errors.ts'

/** The parts of an OpenAPI document that are looked at here. */
export interface OpenApiDocument {
  readonly paths: Record<string, Record<string, Operation>>
  readonly components: { schemas: Record<string, Schema>; responses?: Record<string, Answer> } & Record<string, unknown>
}

export interface Operation {
  readonly operationId?: string
  readonly summary?: string
  readonly description?: string
  readonly parameters?: ReadonlyArray<{ readonly name: string; readonly description?: string }>
  requestBody?: Body
  /** The body of a route whose bytes no schema describes. */
  'x-request-body'?: Body
  readonly responses: Record<string, Answer>
}

export interface Body {
  description?: string
  content?: Record<string, Media>
}

export interface Answer extends Body {
  readonly $ref?: string
}

interface Media {
  schema?: Schema
  example?: unknown
}

type Schema = { $ref?: string; description?: string; example?: unknown } & Record<string, unknown>

const SCHEMAS = '#/components/schemas/'
/** What the collector writes where a route says nothing. */
const NO_WORDS = 'Default Response'

/** Names each schema once, gives bodies their example, and answers their words; errors become shared answers. */
export function toPublishedDocument<D extends object>(collected: D): D {
  const document = nameOnce(collected) as unknown as OpenApiDocument
  const { schemas } = document.components
  const find = ({ $ref = '' }: Schema = {}) => schemas[$ref.replace(SCHEMAS, '')]
  const answers: Record<string, Answer> = {}
  for (const operation of Object.values(document.paths).flatMap((methods) => Object.values(methods))) {
    const { 'x-request-body': bytes, requestBody = bytes } = operation
    delete operation['x-request-body']
    if (requestBody) {
      operation.requestBody = requestBody
      describeBody(requestBody, find)
    }
    for (const [status, answer] of Object.entries(operation.responses)) {
      describeBody(answer, find)
      const error = ERROR_ANSWERS[status]
      if (!error) continue
      const { name, description, example } = error
      for (const media of Object.values(answer.content ?? {})) media.example = example
      answers[name] = { ...answer, description }
      operation.responses[status] = { $ref: `#/components/responses/${name}` }
    }
  }
  for (const schema of Object.values(schemas)) delete schema.example
  document.components.responses = Object.fromEntries(Object.entries(answers).sort())
  return document as unknown as D
}

/** The words and the example of the named schema that the body is. */
function describeBody(body: Body, find: (schema?: Schema) => Schema | undefined): void {
  for (const media of Object.values(body.content ?? {})) {
    const schema = find(media.schema)
    if (!schema) continue
    if ((body.description ?? NO_WORDS) === NO_WORDS && schema.description) body.description = schema.description
    if (schema.example !== undefined) media.example = schema.example
  }
}

/**
 * A named schema is written twice, as it is taken (`…Input`) and as it is answered. The first form serves both: it asks
 * for no field that has a default and closes no object, so that answers may grow.
 */
function nameOnce<D extends object>(collected: D): D {
  const document = structuredClone(collected) as unknown as OpenApiDocument
  const { schemas } = document.components
  for (const name of Object.keys(schemas)) {
    const taken = schemas[`${name}Input`]
    if (!taken) continue
    schemas[name] = taken
    delete schemas[`${name}Input`]
  }
  const text = JSON.stringify(document).replace(/("#\/components\/schemas\/\w+?)Input"/g, '$1"')
  return JSON.parse(text)
}
