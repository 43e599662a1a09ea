/** The commands of the store of files: `blobs migrate`, `blobs adopt`. */
import { openBlobs } from '../blobs/open-blobs.ts'
import type { Context } from '../context.ts'
import { AppError, invalidField } from '../lib/errors.ts'
import { adoptStore, moveFiles } from '../services/installation/move-files.ts'
import { describeBlobFault, probeBlobs } from '../services/installation/probe.ts'
import { parseBlobPlace } from '../settings-reader.ts'
import { type CommandOptions, print, textOf } from './command-options.ts'
import { asBlobsOwner } from './root/as-blobs-owner.ts'
import { withContext } from './with-context.ts'

/** `blobs migrate --to PLACE`: copies every file, and moves the installation when no server stores any in the old place. */
export async function migrateBlobs(options: CommandOptions): Promise<void> {
  const to = textOf(options, 'to')
  const place = parseBlobPlace(to)
  if (!place) throw invalidField('--to', 'must be disk, postgres or s3://BUCKET/PREFIX')
  await withContext(options, async (ctx) => {
    const target = await openBlobs(ctx.config, ctx.db, place)
    try {
      if (target.name === ctx.blobs.name)
        throw invalidField('--to', `is where OPENIDV_BLOBS has the files: ${target.name}`)
      print(`Copying from ${ctx.blobs.name} to ${target.name}.`)
      await explained(ctx, target, async () => printMoved(await moveFiles(ctx, target), to))
    } finally {
      await target.close()
    }
  })
}

/** `blobs adopt`: takes the store of OPENIDV_BLOBS as it is, after a loss or a restore. */
export async function adoptBlobs(options: CommandOptions): Promise<void> {
  await withContext(options, async (ctx) => {
    await explained(ctx, ctx.blobs, async () => {
      await probeBlobs(ctx.blobs)
      await adoptStore(ctx, ctx.blobs)
    })
    print(`The installation uses ${ctx.blobs.name} from now on, with the files that are in it.`)
  })
}

function printMoved({ copied, present, gone, servers }: Awaited<ReturnType<typeof moveFiles>>, to: string): void {
  const erased = gone === 0 ? '' : `, ${gone} were erased meanwhile`
  print(`${copied} files were copied and read back, ${present} were there already${erased}. 0 are left.`)
  if (servers > 0) {
    print(
      `${servers === 1 ? '1 server runs' : `${servers} servers run`} and may store further files in the old place: ` +
        'stop every server, and run the command again.',
    )
    return
  }
  print(`The installation uses the new place. Set OPENIDV_BLOBS=${to} on every node and start it.`)
  print('Nothing was removed from the old place: do that when you have looked.')
}

/** An operator reads the cause, which callers of the API never see. */
async function explained(ctx: Context, target: Context['blobs'], work: () => Promise<void>): Promise<void> {
  try {
    await asBlobsOwner(ctx.config, work)
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'conflict') throw error
    ctx.log.debug({ err: error }, 'files could not be moved')
    throw new AppError(error.code, { message: describeBlobFault(target, error), cause: error })
  }
}
