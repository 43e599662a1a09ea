/** Reads the row interfaces of src/db/tables.ts by the TypeScript compiler, as the database would describe them. */
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** A column as both sides can express it. */
export interface ColumnShape {
  readonly kind: 'string' | 'number' | 'boolean' | 'Date' | 'Buffer' | 'json' | 'string[]' | 'unknown'
  readonly nullable: boolean
  /** Whether an insert gives the value: `optional` where the column has a default, `never` where it is generated. */
  readonly given: 'always' | 'optional' | 'never'
}

const TABLES_PATH = fileURLToPath(new URL('../../src/db/tables.ts', import.meta.url))

/** Columns by table, both in snake_case, from the interface `Tables`. */
export function readRowInterfaces(): Record<string, Record<string, ColumnShape>> {
  const program = ts.createProgram([TABLES_PATH], {
    strict: true,
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.NodeNext,
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
  })
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(TABLES_PATH)
  const tables = source?.statements.find((node) => ts.isInterfaceDeclaration(node) && node.name.text === 'Tables')
  if (!tables) throw new Error('src/db/tables.ts exports no interface Tables')
  return mapProperties(checker, checker.getTypeAtLocation(tables), (row) =>
    mapProperties(checker, row, (column) => describeColumn(checker, column)),
  )
}

function mapProperties<T>(checker: ts.TypeChecker, type: ts.Type, map: (type: ts.Type) => T): Record<string, T> {
  const properties = checker.getPropertiesOfType(type)
  return Object.fromEntries(
    properties.map((property) => [toSnakeCase(property.name), map(checker.getTypeOfSymbol(property))]),
  )
}

/** A plain type says the same for reading and writing; Kysely's `ColumnType` says each apart. */
function describeColumn(checker: ts.TypeChecker, type: ts.Type): ColumnShape {
  const select = readPart(checker, type, '__select__')
  const insert = readPart(checker, type, '__insert__')
  if (!select || !insert)
    return { kind: toKind(checker, type), nullable: includes(type, ts.TypeFlags.Null), given: 'always' }
  if (insert.flags & ts.TypeFlags.Never) {
    return { kind: toKind(checker, select), nullable: includes(select, ts.TypeFlags.Null), given: 'never' }
  }
  const kind = toKind(checker, select)
  const insertKind = toKind(checker, insert)
  return {
    // JSON is read as a value and written as text.
    kind: kind !== insertKind && insertKind === 'string' ? 'json' : kind,
    nullable: includes(insert, ts.TypeFlags.Null),
    given: includes(insert, ts.TypeFlags.Undefined) ? 'optional' : 'always',
  }
}

function readPart(checker: ts.TypeChecker, type: ts.Type, name: string): ts.Type | undefined {
  const symbol = type.getProperty(name)
  return symbol && checker.getTypeOfSymbol(symbol)
}

function includes(type: ts.Type, flag: ts.TypeFlags): boolean {
  return type.isUnion() ? type.types.some((part) => (part.flags & flag) !== 0) : (type.flags & flag) !== 0
}

function toKind(checker: ts.TypeChecker, type: ts.Type): ColumnShape['kind'] {
  const nothing = ts.TypeFlags.Null | ts.TypeFlags.Undefined
  const parts = (type.isUnion() ? type.types : [type]).filter((part) => !(part.flags & nothing))
  const kinds = new Set(parts.map((part) => toSingleKind(checker, part)))
  const [kind = 'unknown', ...others] = kinds
  return others.length > 0 ? 'unknown' : kind
}

function toSingleKind(checker: ts.TypeChecker, type: ts.Type): ColumnShape['kind'] {
  // A branded id is the intersection of a string and its brand.
  if (type.isIntersection()) return toKind(checker, type.types[0] ?? type)
  if (type.flags & ts.TypeFlags.StringLike) return 'string'
  if (type.flags & ts.TypeFlags.NumberLike) return 'number'
  if (type.flags & ts.TypeFlags.BooleanLike) return 'boolean'
  const name = type.symbol?.name
  if (name === 'Date' || name === 'Buffer') return name
  return checker.typeToString(type) === 'string[]' ? 'string[]' : 'unknown'
}

/** As Kysely's CamelCasePlugin does it. */
function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
