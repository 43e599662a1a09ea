/** The entry: reads the command line, runs one command, sets the exit code. */
import { runCommand } from './cli/commands.ts'

process.exitCode = await runCommand(process.argv.slice(2))
