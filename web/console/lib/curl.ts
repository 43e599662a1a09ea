/** Calls of the API as commands for a shell; the key is always the variable, never a key. */

/** Without a body, or with a JSON one. */
export function toCurl(method: string, path: string, body?: object): string {
  const lines = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}'${window.location.origin}${path}'`,
    `  -H "x-api-key: $OPENIDV_API_KEY"`,
    ...(body ? ["  -H 'content-type: application/json'", `  -d '${JSON.stringify(body)}'`] : []),
  ]
  return lines.join(' \\\n')
}
