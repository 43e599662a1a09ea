/** The field that holds a picture in the JSON form of a direct call. */
import * as z from 'zod'

export const imageField = z
  .string()
  .min(1)
  .describe('Base64 or base64url of a JPEG or PNG of at most 15 MiB, or the fileKey of an upload')

/** A fileKey, as examples show it in the place of a megabyte of base64. */
export const EXAMPLE_FILE_KEY = '7d1c2b3a-4e5f-4a6b-8c7d-9e0f1a2b3c4d'

/** The second picture of examples with two. */
export const OTHER_FILE_KEY = 'e4a5b6c7-d8e9-4f0a-9b1c-2d3e4f5a6b7c'
