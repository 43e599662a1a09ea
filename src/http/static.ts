/** Serves the built web apps: pages by their URLs, assets by their hashed names. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import { AppError } from '../lib/errors.ts'
import type { App } from './app-type.ts'
import type { HttpServices } from './services.ts'

/** Adds the hosted page and its assets; without a build it says so instead of an empty page. */
export async function registerPages(app: App, { webFolder }: HttpServices): Promise<void> {
  const verifyFolder = join(webFolder, 'verify')
  await app.register(fastifyStatic, {
    root: join(verifyFolder, 'assets'),
    prefix: '/assets/verify/assets/',
    decorateReply: false,
    immutable: true,
    maxAge: '365d',
    cacheControl: true,
    setHeaders: (reply) => reply.header('cache-control', 'public, max-age=31536000, immutable'),
  })
  const sendPage = async () => {
    try {
      return await readFile(join(verifyFolder, 'index.html'), 'utf8')
    } catch (cause) {
      throw new AppError('not_found', { message: 'The hosted page is not built: run npm start', cause })
    }
  }
  // Browsers ask for it on every page that names no icon of its own.
  app.get('/favicon.ico', { schema: { hide: true } }, (_req, reply) => reply.code(204).send())
  for (const url of ['/v/:secret', '/verify/:sessionId']) {
    app.get(url, { schema: { hide: true } }, async (_req, reply) => {
      reply.headers({ 'content-security-policy': HOSTED_PAGE_POLICY, 'permissions-policy': HOSTED_PAGE_PERMISSIONS })
      return reply.type('text/html; charset=utf-8').send(await sendPage())
    })
  }
}

/** The page loads from us and talks to us only; pictures that were just taken are blobs. */
const HOSTED_PAGE_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const HOSTED_PAGE_PERMISSIONS = 'camera=(self), microphone=(), geolocation=()'
