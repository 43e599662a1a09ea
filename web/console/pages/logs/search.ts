/** What may stand in the address of the list of requests. */
import * as z from 'zod/mini'
import { optionalField, textField } from '../../lib/search-field.ts'

export const logsSearch = z.object({
  ...{ status: textField, method: textField, apiKeyId: textField, route: textField, requestId: textField },
  ...{ sessionId: textField, from: textField, to: textField, cursor: textField },
  live: optionalField(z.literal('off')),
})
