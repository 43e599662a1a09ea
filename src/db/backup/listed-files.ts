/** Compares the files of an unpacked copy with the list that PostgreSQL made of them. */
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { createSumTap } from '../../lib/whole-file.ts'
import { BackupError } from './backup-error.ts'

/** PostgreSQL documentation §78.1; names that are no UTF-8, which a data folder of ours has none of, stand elsewhere. */
const listSchema = z.object({
  Files: z.array(z.object({ Path: z.string(), Size: z.int(), Checksum: z.string() })),
})

/** Throws `BackupError` for the first file that is missing or not as it was sent. `list` is the text of `backup_manifest`. */
export async function requireListedFiles(folder: string, list: string): Promise<void> {
  const { Files } = listSchema.parse(JSON.parse(list))
  for (const { Path, Size, Checksum } of Files) {
    const { tap, sum } = createSumTap()
    await pipeline(createReadStream(join(folder, Path)), tap.resume()).catch((cause) => {
      throw new BackupError(`The archive of the database lacks ${Path}.`, { cause })
    })
    const { sizeBytes, sha256 } = sum()
    if (sizeBytes !== Size || sha256 !== Checksum)
      throw new BackupError(`The archive of the database has another ${Path} than the database had.`)
  }
}
