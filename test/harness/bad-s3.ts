/** An S3 server that misbehaves as it is told, keeps versions where it is asked to, and checks no signature. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Version {
  readonly id: string
  /** Undefined: a delete marker. */
  readonly bytes: Buffer | undefined
  readonly checksum: string
}

/** Answers a request itself and returns true, or leaves it to the store. */
type Fault = (req: IncomingMessage, res: ServerResponse) => boolean

/** One bucket of any name; keys by their whole path. */
export class BadS3 {
  /** What stands between the request and the store. */
  fault: Fault = () => false
  /** Keeps the body of a PUT, or something else than it. */
  keep: (bytes: Buffer) => Buffer | undefined = (bytes) => bytes
  isVersioned = false
  /** Every request, as `PUT /bucket/key?query`. */
  readonly requests: string[] = []
  /** Oldest first; empty when nothing is left of a key. */
  readonly versions = new Map<string, Version[]>()
  readonly #server: Server
  #made = 0

  private constructor() {
    this.#server = createServer((req, res) => void this.#answer(req, res))
  }

  static async start(): Promise<BadS3> {
    const bad = new BadS3()
    bad.#server.listen(0, '127.0.0.1')
    await once(bad.#server, 'listening')
    return bad
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk)
    this.requests.push(`${req.method} ${req.url}`)
    if (this.fault(req, res)) return
    const { pathname, searchParams } = new URL(req.url ?? '', 'http://s3.test')
    const all = this.versions.get(pathname) ?? []
    if (searchParams.has('versions')) return this.#listVersions(searchParams.get('prefix') ?? '', pathname, res)
    if (req.method === 'PUT') return this.#put(pathname, Buffer.concat(chunks), String(req.headers[CHECKSUM]), res)
    if (req.method === 'DELETE') return this.#delete(pathname, searchParams.get('versionId'), res)
    const current = all.at(-1)
    if (!current?.bytes) return void refuse(res, 404, 'NoSuchKey')
    res.writeHead(200, { 'content-length': current.bytes.byteLength, [CHECKSUM]: current.checksum })
    res.end(req.method === 'HEAD' ? undefined : current.bytes)
  }

  #put(path: string, sent: Buffer, checksum: string, res: ServerResponse): void {
    const bytes = this.keep(sent)
    const id = this.#newId()
    if (bytes) this.versions.set(path, [...(this.isVersioned ? this.#of(path) : []), { id, bytes, checksum }])
    res.writeHead(200, { etag: '"e"', ...(this.isVersioned && { 'x-amz-version-id': id }) }).end()
  }

  #delete(path: string, id: string | null, res: ServerResponse): void {
    if (id !== null)
      this.versions.set(
        path,
        this.#of(path).filter((version) => version.id !== id),
      )
    else if (!this.isVersioned) this.versions.delete(path)
    else {
      const marker = { id: this.#newId(), bytes: undefined, checksum: '' }
      this.versions.set(path, [...this.#of(path), marker])
      res.setHeader('x-amz-delete-marker', 'true').setHeader('x-amz-version-id', marker.id)
    }
    res.writeHead(204).end()
  }

  #listVersions(prefix: string, bucket: string, res: ServerResponse): void {
    const found = [...this.versions].filter(([path]) => path.startsWith(`${bucket}${prefix}`))
    const items = found.flatMap(([path, versions]) =>
      versions.map(({ id, bytes }) => {
        const tag = bytes ? 'Version' : 'DeleteMarker'
        return `<${tag}><Key>${path.slice(bucket.length)}</Key><VersionId>${id}</VersionId></${tag}>`
      }),
    )
    res.writeHead(200).end(`<ListVersionsResult>${items.join('')}</ListVersionsResult>`)
  }

  #of(path: string): Version[] {
    return this.versions.get(path) ?? []
  }

  #newId(): string {
    this.#made += 1
    return `v${this.#made}`
  }
}

const CHECKSUM = 'x-amz-checksum-sha256'

/** Answers with an error of S3; always true, so that a fault can end with it. */
export function refuse(res: ServerResponse, status: number, code: string): true {
  res.writeHead(status, { 'content-type': 'application/xml' })
  res.end(`<Error><Code>${code}</Code><Message>told so</Message></Error>`)
  return true
}
