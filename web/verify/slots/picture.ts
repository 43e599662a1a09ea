/** A file that was chosen, opened before it is shown so that the page does not jump. */
import { isPdf } from '../photo-types.ts'

/** A photo that the browser can show. */
export interface Photo {
  /** Object URL; whoever opened the picture closes it. */
  readonly url: string
  /** Pixels, upright. */
  readonly width: number
  readonly height: number
}

export interface Picture {
  readonly file: File
  /** Left out for a PDF, which is shown by its name. */
  readonly photo?: Photo
}

/** Opens a file; undefined when the browser cannot read the photo that it claims to be. */
export async function openPicture(file: File): Promise<Picture | undefined> {
  if (isPdf(file)) return { file }
  const url = URL.createObjectURL(file)
  const image = new Image()
  image.src = url
  try {
    await image.decode()
  } catch {
    URL.revokeObjectURL(url)
    return undefined
  }
  return { file, photo: { url, width: image.naturalWidth, height: image.naturalHeight } }
}

/** Releases the pixels. */
export function closePicture({ photo }: Picture): void {
  if (photo) URL.revokeObjectURL(photo.url)
}
