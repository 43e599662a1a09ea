/** The entry of a server that gave root up: runs one command as a user without privileges. */
import { runCommand } from '../commands.ts'
import { meetParent } from './root-parent.ts'

process.umask(0o077)
const parent = meetParent()
process.exitCode = await runCommand(process.argv.slice(2), parent)
parent.leave()
