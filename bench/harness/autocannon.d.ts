/** The part of autocannon that the measurements use; it comes without types. */
declare module 'autocannon' {
  interface Options {
    readonly url: string
    readonly connections: number
    /** Seconds. */
    readonly duration: number
    /** Each connection sends them in turn, again and again. */
    readonly requests: readonly { readonly headers: Readonly<Record<string, string>> }[]
  }

  interface Outcome {
    /** Answers with a status of 200 to 299. */
    readonly '2xx': number
    readonly non2xx: number
    /** Lost connections and timeouts. */
    readonly errors: number
    /** Seconds. */
    readonly duration: number
    /** Milliseconds. */
    readonly latency: { readonly p50: number; readonly p99: number }
  }

  export default function autocannon(options: Options): Promise<Outcome>
}
