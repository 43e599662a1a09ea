/** What may stand in the address of an endpoint's page. */
import * as z from 'zod/mini'
import { optionalField } from '../../lib/search-field.ts'

export const webhookSearch = z.object({
  tab: optionalField(z.literal('settings')),
  state: optionalField(z.enum(['waiting', 'delivered', 'failed'])),
  cursor: optionalField(z.string()),
  delivery: optionalField(z.uuid()),
})
