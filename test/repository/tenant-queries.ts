/** Reads SQL out of source text: which functions touch a tenant's table without naming its organization. */

/** snake_case names of the tables whose migration gives them an `organization_id`. */
export function listTenantTables(migrations: string): Set<string> {
  const statements = migrations.matchAll(
    /create (?:unlogged )?table (?:if not exists )?(?<name>\w+) \((?<body>[\s\S]*?)\n\);/g,
  )
  const tables = [...statements].filter(({ groups }) => /^\s*organization_id\b/m.test(groups?.body ?? ''))
  return new Set(tables.map(({ groups }) => groups?.name ?? ''))
}

/**
 * Names of the top-level functions and constants that read, change or delete rows of one of the tables without a
 * filter on the organization. Inserts are left out: the column is not null, so the compiler asks for it.
 */
export function listUnfilteredFunctions(source: string, tables: ReadonlySet<string>): string[] {
  return splitDeclarations(source)
    .filter(({ text }) => listTouchedTables(text).some((table) => tables.has(table)) && !filtersByOrganization(text))
    .map(({ name }) => name)
}

/** Top-level declarations start at the first column; each reaches to the next one. */
function splitDeclarations(source: string): Array<{ name: string; text: string }> {
  const starts = [...source.matchAll(/^(?:export )?(?:async )?(?:function|const|class) (?<name>\w+)/gm)]
  return starts.map((start, position) => ({
    name: start.groups?.name ?? '',
    text: withoutComments(source.slice(start.index, starts[position + 1]?.index)),
  }))
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
}

function listTouchedTables(text: string): string[] {
  const builder = text.matchAll(/(?:selectFrom|updateTable|deleteFrom|using|\w*Join)\(\s*\[?\s*['"](?<name>\w+)/g)
  const plain = text.matchAll(/\b(?:from|join|update|using)\s+(?:only\s+)?"?(?<name>[a-z_]+)"?/gi)
  return [...builder, ...plain].map(({ groups }) => toSnakeCase(groups?.name ?? ''))
}

function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

function filtersByOrganization(text: string): boolean {
  return /\borganization_?id['"]?,?\s*['"]?\s*(=|in\b|is not distinct\b)/i.test(text)
}
