/** Serves the built web apps: pages by their URLs, assets by their hashed names. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sha256 } from '../lib/crypto.ts'
import { AppError } from '../lib/errors.ts'
import type { App } from './app-type.ts'
import { findConsoleStatus } from './console-pages.ts'
import { respondNotFound, toNotFoundError } from './respond-error.ts'
import type { HttpServices } from './services.ts'

/** As the build names its files, in one folder: whatever else is asked for is no file of ours, and is not looked for. */
const ASSET_NAME = /^[\w-][\w.-]*(\?.*)?$/

const APPLICATIONS = ['verify', 'console'] as const

/** Adds the pages and their assets; without a build they say so instead of being empty. */
export async function registerPages(app: App, { webFolder }: HttpServices): Promise<void> {
  for (const name of APPLICATIONS) {
    const prefix = `/assets/${name}/assets/`
    await app.register(async (assets: App) => {
      assets.addHook('onRequest', async (req) => {
        if (!ASSET_NAME.test(req.url.slice(prefix.length))) throw toNotFoundError(req)
      })
      await assets.register(fastifyStatic, {
        root: join(webFolder, name, 'assets'),
        prefix,
        decorateReply: false,
        // The build has written `.br` and `.gz` beside each file.
        preCompressed: true,
        immutable: true,
        maxAge: '365d',
        cacheControl: true,
        setHeaders: (reply) => reply.header('cache-control', 'public, max-age=31536000, immutable'),
      })
    })
  }
  // Browsers ask for it on every page that names no icon of its own.
  app.get('/favicon.ico', { schema: { hide: true } }, (_req, reply) => reply.code(204).send())
  for (const url of ['/v/:secret', '/verify/:sessionId']) {
    app.get(url, { schema: { hide: true } }, async (_req, reply) => {
      const page = await readPage(webFolder, 'verify')
      reply.headers({
        'content-security-policy': hostedPagePolicy(page),
        'permissions-policy': HOSTED_PAGE_PERMISSIONS,
      })
      return reply.type('text/html; charset=utf-8').send(page)
    })
  }
  app.get('/*', { schema: { hide: true } }, async (req, reply) =>
    wantsPage(req) ? sendConsole(webFolder, req, reply) : respondNotFound(req, reply),
  )
}

/** Every address that a browser opens, but for those of the API and the files, is the console's. */
function wantsPage({ url, headers }: FastifyRequest): boolean {
  return findConsoleStatus(url) !== undefined && (headers.accept ?? '').includes('text/html')
}

async function sendConsole(webFolder: string, { url }: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const page = await readPage(webFolder, 'console')
  reply.headers({
    'content-security-policy': CONSOLE_POLICY,
    'permissions-policy': CONSOLE_PERMISSIONS,
    'cache-control': 'no-cache',
  })
  return reply
    .code(findConsoleStatus(url) ?? 404)
    .type('text/html; charset=utf-8')
    .send(page)
}

async function readPage(webFolder: string, name: (typeof APPLICATIONS)[number]): Promise<string> {
  try {
    return await readFile(join(webFolder, name, 'index.html'), 'utf8')
  } catch (cause) {
    throw new AppError('not_found', { message: 'The pages are not built: run npm start', cause })
  }
}

/** The page loads from us and talks to us only; pictures come as blobs. */
const pagePolicy = (inlineScripts: readonly string[] = []) => [
  "default-src 'self'",
  ["script-src 'self'", ...inlineScripts].join(' '),
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
]

/** Scripts between tags run by their digest alone (CSP3, §6.7.3.3): whatever else was put into the page does not. */
function hostedPagePolicy(page: string): string {
  const scripts = [...page.matchAll(/<script>(.*?)<\/script>/gs)].map(([, script = '']) => script)
  const digests = scripts.map((script) => `'sha256-${sha256(script).toString('base64')}'`)
  return [...pagePolicy(digests), "media-src 'self' blob:"].join('; ')
}

const HOSTED_PAGE_PERMISSIONS = 'camera=(self), microphone=(), geolocation=()'
const CONSOLE_POLICY = pagePolicy().join('; ')
const CONSOLE_PERMISSIONS = 'camera=(), microphone=(), geolocation=()'
