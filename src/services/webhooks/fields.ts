/** What of an endpoint its owner sets, and how it is checked. */
import { invalidField } from '../../lib/errors.ts'
import type { GuardedPost } from '../../lib/guarded-post.ts'
import { EVENT_TYPES, type EventType } from '../events/event-types.ts'

const MAX_NAME = 100
const MAX_DESCRIPTION = 500
const MAX_URL = 2048

export interface EndpointFields {
  readonly name: string
  readonly url: string
  readonly description: string | null
  /** Undefined or null: all, also those that come to be later. */
  readonly eventTypes: readonly EventType[] | null
  /** Whether the secret itself is sent in deepidv-signature. */
  readonly sendsSecret: boolean
}

/** Throws `validation_failed` with the field for what an endpoint may not have; looks the name of the address up. */
export async function requireFields(
  post: GuardedPost,
  fields: { readonly [Field in keyof EndpointFields]?: EndpointFields[Field] | undefined },
): Promise<void> {
  const { name, url, description, eventTypes } = fields
  if (name !== undefined && (name.trim() === '' || name.length > MAX_NAME)) {
    throw invalidField('name', `must be 1 to ${MAX_NAME} characters`)
  }
  if (description && description.length > MAX_DESCRIPTION) {
    throw invalidField('description', `must be at most ${MAX_DESCRIPTION} characters`)
  }
  if (eventTypes?.length === 0)
    throw invalidField('event_types', 'must be left out for all events, or name at least one')
  const unknown = eventTypes?.find((type) => !EVENT_TYPES.includes(type))
  if (unknown !== undefined) throw invalidField('event_types', `${unknown} is none of ${EVENT_TYPES.join(', ')}`)
  if (url !== undefined) await requireUrl(post, url)
}

async function requireUrl(post: GuardedPost, text: string): Promise<void> {
  if (!URL.canParse(text) || text.length > MAX_URL) {
    throw invalidField('url', 'must be an absolute https address, such as https://example.com/webhooks')
  }
  const url = new URL(text)
  if (url.hash !== '') throw invalidField('url', 'must not hold a fragment')
  const why = await post.findRefusal(url)
  if (why !== undefined) throw invalidField('url', why)
}
