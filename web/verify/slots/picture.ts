/** A photo that the browser can show, opened before it is shown so that the page does not jump. */

export interface Picture {
  readonly photo: File
  /** Object URL; whoever opened the picture closes it. */
  readonly url: string
  /** Pixels, upright. */
  readonly width: number
  readonly height: number
}

/** Opens a photo; undefined when the browser cannot read it, whatever its name says. */
export async function openPicture(photo: File): Promise<Picture | undefined> {
  const url = URL.createObjectURL(photo)
  const image = new Image()
  image.src = url
  try {
    await image.decode()
  } catch {
    URL.revokeObjectURL(url)
    return undefined
  }
  return { photo, url, width: image.naturalWidth, height: image.naturalHeight }
}

/** Releases the pixels. */
export function closePicture(picture: Picture): void {
  URL.revokeObjectURL(picture.url)
}
