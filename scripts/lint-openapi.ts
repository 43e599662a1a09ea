/** Looks whether openapi.json says of every operation what a caller must know: `node scripts/lint-openapi.ts`. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Answer, Body, OpenApiDocument, Operation } from '../src/http/openapi-document.ts'

type Components = OpenApiDocument['components']

/** One sentence per problem, with the operation that has it; none when the document is complete. */
export function findOpenApiProblems({ paths, components }: Pick<OpenApiDocument, 'paths' | 'components'>): string[] {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
  )
  const problems = operations.flatMap(([name, operation]) =>
    lintOperation(operation, components).map((problem) => `${name}: ${problem}`),
  )
  return operations.length === 0 ? ['there are no operations'] : [...problems, ...findRepeatedIds(operations)]
}

function findRepeatedIds(operations: ReadonlyArray<readonly [string, Operation]>): string[] {
  const firsts = new Map<string, string>()
  return operations.flatMap(([name, { operationId }]) => {
    if (operationId === undefined) return []
    const first = firsts.get(operationId)
    firsts.set(operationId, first ?? name)
    return first === undefined ? [] : [`${name}: operationId "${operationId}" is the one of ${first}`]
  })
}

function lintOperation(operation: Operation, components: Components): string[] {
  const { operationId = '', summary = '', description = '', parameters = [], requestBody, responses } = operation
  const successes = Object.keys(responses).filter((status) => status.startsWith('2'))
  return [
    ...(/^[a-z]+([A-Z][a-z]*)+$/.test(operationId) ? [] : ['has no operationId of the form verbNoun']),
    ...(summary.trim() === '' ? ['has no summary'] : []),
    ...(description.trim() === '' ? ['has no description'] : []),
    ...parameters.filter((each) => !each.description).map(({ name }) => `parameter ${name} has no description`),
    ...(requestBody ? lintBody('the request body', requestBody) : []),
    ...(successes.length === 0 ? ['has no answer of success'] : []),
    ...Object.entries(responses).flatMap(([status, answer]) => lintAnswer(status, answer, components)),
  ]
}

function lintAnswer(status: string, answer: Answer, { responses = {} }: Components): string[] {
  const shared = answer.$ref?.replace('#/components/responses/', '')
  const { description = '', ...body } = shared === undefined ? answer : (responses[shared] ?? {})
  const isSilent = description.trim() === '' || description === 'Default Response'
  return [
    ...(isSilent ? [`answer ${status} has no description`] : []),
    ...(status.startsWith('2') ? lintBody(`answer ${status}`, body) : []),
  ]
}

/** A body in JSON is a named schema and has an example; bytes have neither. */
function lintBody(name: string, { content = {} }: Body): string[] {
  const json = content['application/json']
  if (!json) return []
  return [
    ...(json.schema?.$ref === undefined
      ? [`${name} is no named schema: wrap it in named() of src/http/wire/named.ts`]
      : []),
    ...(json.example === undefined ? [`${name} has no example: give one to named() of src/http/wire/named.ts`] : []),
  ]
}

if (import.meta.main) {
  const path = resolve(import.meta.dirname, '../openapi.json')
  const problems = findOpenApiProblems(JSON.parse(readFileSync(path, 'utf8')))
  for (const problem of problems) console.log(problem)
  process.exitCode = problems.length === 0 ? 0 : 1
}
