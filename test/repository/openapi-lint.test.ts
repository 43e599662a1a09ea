/** Keeps openapi.json complete, and the lint that looks for it able to see. */
import { describe, expect, it } from 'vitest'
import { findOpenApiProblems } from '../../scripts/lint-openapi.ts'
import type { OpenApiDocument, Operation } from '../../src/http/openapi-document.ts'
import { readText } from './tree.ts'

const document: OpenApiDocument = JSON.parse(readText('openapi.json'))

type Spoilable = { -readonly [K in keyof Operation]: Operation[K] } & Record<string, unknown>

/** What the lint says when one operation is spoilt. */
function problemsWith(spoil: (operation: Spoilable, spoilt: OpenApiDocument) => void) {
  const spoilt = structuredClone(document)
  const operation = spoilt.paths['/v1/sessions']?.post
  if (!operation) throw new Error('The operation that is spoilt is not there')
  spoil(operation as Spoilable, spoilt)
  return findOpenApiProblems(spoilt)
}

const jsonOf = (body: { content?: Record<string, { schema?: object; example?: unknown }> } | undefined) =>
  body?.content?.['application/json'] ?? {}

describe('openapi.json', () => {
  it('says of every operation what a caller must know', () => {
    expect(Object.keys(document.paths).length).toBeGreaterThan(10)
    expect(findOpenApiProblems(document)).toEqual([])
  })

  it('holds nothing that its generator left unsaid', () => {
    expect(readText('openapi.json')).not.toMatch(/Default Response|"x-request-body"|schemas\/\w+Input"/)
  })

  it('names the schemas of the contract', () => {
    const named = [
      'SessionRecord',
      'CreateSessionRequest',
      'Workflow',
      'Face',
      'DocumentScan',
      'Error',
      'Unauthenticated',
    ]
    expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(named))
  })
})

describe('the lint', () => {
  it.each(['operationId', 'summary', 'description'])('finds an operation without %s', (key) => {
    for (const value of [undefined, '']) {
      const problems = problemsWith((operation) => {
        operation[key] = value
      })
      expect(problems).toEqual([expect.stringMatching(new RegExp(`^POST /v1/sessions: has no ${key}`))])
    }
  })

  it('finds an operationId that repeats', () => {
    const problems = problemsWith((operation) => {
      operation.operationId = 'listSessions'
    })
    expect(problems).toEqual([expect.stringContaining('operationId "listSessions" is the one of ')])
  })

  it('finds a body and an answer without an example or a name', () => {
    const problems = problemsWith(({ requestBody, responses }) => {
      delete jsonOf(requestBody).example
      jsonOf(responses['200']).schema = { type: 'object' }
    })
    expect(problems).toEqual([
      expect.stringMatching(/^POST \/v1\/sessions: the request body has no example/),
      expect.stringMatching(/^POST \/v1\/sessions: answer 200 is no named schema/),
    ])
  })

  it('finds an answer without a description, its own or the one that routes share', () => {
    const own = problemsWith(({ responses }) => {
      responses['200'] = { ...responses['200'], description: 'Default Response' }
    })
    expect(own).toEqual(['POST /v1/sessions: answer 200 has no description'])
    const shared = problemsWith((_, { components }) => {
      components.responses = { ...components.responses, InsufficientBalance: {} }
    })
    expect(shared).toContain('POST /v1/sessions: answer 402 has no description')
  })

  it('finds a parameter without a description, an operation that never succeeds, and an empty document', () => {
    const problems = problemsWith((operation) => {
      operation.parameters = [{ name: 'shape' }]
      delete operation.responses['200']
    })
    expect(problems).toEqual([
      'POST /v1/sessions: parameter shape has no description',
      'POST /v1/sessions: has no answer of success',
    ])
    expect(findOpenApiProblems({ ...document, paths: {} })).not.toEqual([])
  })
})
