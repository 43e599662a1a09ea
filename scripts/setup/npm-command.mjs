/** Names the command that is npm: on Windows a shell script, so its JavaScript file; elsewhere PATH finds it. */

/** The command and its first arguments. */
export function npmCommand() {
  const script = process.env.npm_execpath
  if (process.platform !== 'win32') return ['npm']
  if (script && /npm-cli\.c?js$/.test(script)) return [process.execPath, script]
  throw new Error('Run this through npm, for example "npm start", so that npm can be found.')
}
