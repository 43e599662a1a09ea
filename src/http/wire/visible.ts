/** Masks the answers of direct calls for keys that may not see applicants. */

import type { ApiKeyActor } from '../../services/actor.ts'
import { seesApplicants } from '../../services/applicants/mask.ts'
import { keepOpen } from '../../steps/open-view.ts'

/** The answer as the actor may see it: without applicants:read only what `open` names; everything else is `•••`. */
export function toVisibleAnswer<T>(actor: ApiKeyActor, answer: T, open: readonly string[]): T {
  // A masked number is a text: the compiler is told otherwise, as openapi.json tells callers.
  return seesApplicants(actor) ? answer : (keepOpen(answer, open) as T)
}
