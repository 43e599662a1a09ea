/** `openidv specimens`: writes the pictures of the demo as files, to try the API with. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readDemoFace } from './faces.ts'
import { HOLDER_PASSPORT } from './holder.ts'
import { drawPassport } from './specimen.ts'

/** Folder below the one that the command runs in, unless another is named. */
const FOLDER = 'specimens'

/** Writes a passport, a selfie of its holder and one of somebody else; needs no server and no database. */
export async function writeSpecimens(folder: string = FOLDER): Promise<void> {
  const portrait = await readDemoFace('holderPortrait')
  const pictures = {
    'passport.jpg': await drawPassport({ ...HOLDER_PASSPORT, photoJpeg: portrait }, { onTable: true }),
    'selfie.jpg': await readDemoFace('holderSelfie'),
    'stranger.jpg': await readDemoFace('strangerSelfie'),
  }
  await mkdir(folder, { recursive: true })
  for (const [name, bytes] of Object.entries(pictures)) {
    await writeFile(join(folder, name), bytes)
    process.stdout.write(`${join(folder, name)}  ${bytes.byteLength} bytes\n`)
  }
}
