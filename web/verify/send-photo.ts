/** Sends one photo with progress, and by itself again when the connection breaks. */
import { HostedError, toErrorCode } from './api.ts'

const TIMEOUT_MS = 120_000
const RETRY_DELAYS_MS: readonly number[] = [1000, 2000, 4000, 8000]

/** What the one who waits is told. */
export interface SendListener {
  /** Share of the bytes that left, 0…1. */
  readonly onProgress: (share: number) => void
  /** The connection is gone; the photo is kept and sent again. */
  readonly onWaiting: () => void
}

/** Puts the photo's bytes at `path`; throws `HostedError` when the server refuses or stays away. */
export async function sendPhoto(path: string, photo: Blob, listener: SendListener): Promise<void> {
  await retryWhileUnreachable(() => putBytes(path, photo, listener.onProgress), {
    delaysMs: RETRY_DELAYS_MS,
    wait: waitForConnection,
    onWaiting: listener.onWaiting,
  })
}

interface RetryPlan {
  readonly delaysMs: readonly number[]
  readonly wait: (ms: number) => Promise<void>
  readonly onWaiting: () => void
}

/** Runs `work` again after each delay as long as the server cannot be reached; other failures pass at once. */
export async function retryWhileUnreachable<T>(work: () => Promise<T>, plan: RetryPlan): Promise<T> {
  for (const delayMs of plan.delaysMs) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof HostedError) || error.code !== 'unreachable') throw error
    }
    plan.onWaiting()
    await plan.wait(delayMs)
  }
  return work()
}

/** Waits for the time given, or, when the device knows that it is offline, until it says that it is online. */
function waitForConnection(ms: number): Promise<void> {
  return new Promise((resolve) => {
    if (navigator.onLine) setTimeout(resolve, ms)
    else addEventListener('online', () => resolve(), { once: true })
  })
}

/** `fetch` cannot tell how much of a body has left, which on a phone is the longest wait of all. */
function putBytes(path: string, photo: Blob, onProgress: (share: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest()
    const fail = () => reject(new HostedError('unreachable'))
    call.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    call.onload = () => {
      if (call.status >= 200 && call.status < 300) resolve()
      else reject(new HostedError(toErrorCode(call.status, call.response)))
    }
    call.onerror = fail
    call.ontimeout = fail
    call.onabort = fail
    call.open('PUT', path)
    call.timeout = TIMEOUT_MS
    call.responseType = 'json'
    call.setRequestHeader('content-type', photo.type)
    call.send(photo)
  })
}
