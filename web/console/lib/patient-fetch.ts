/** Asks again by itself when the server says that it was asked too fast. */

/** Longer waits are the person's to decide on: the page says what the server answered. */
const MAX_WAIT_SECONDS = 5
const MAX_TRIES = 4

/**
 * `fetch`, but a 429 with a short `Retry-After` is waited for and asked again, up to three times. Such a request was
 * refused before anything was done, so that changes may be repeated, too.
 */
export async function fetchPatiently(url: string, init: RequestInit): Promise<Response> {
  for (let tries = 1; ; tries++) {
    const response = await fetch(url, init)
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
    const isShort = response.status === 429 && seconds > 0 && seconds <= MAX_WAIT_SECONDS
    if (!isShort || tries === MAX_TRIES) return response
    await response.body?.cancel()
    // Pages that were refused together do not come back together.
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000 + Math.random() * 500))
    init.signal?.throwIfAborted()
  }
}
