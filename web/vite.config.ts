/** Builds one web application per run: `vite build -c web/vite.config.ts` builds the hosted page, `--mode NAME` another. */
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/**
 * Applications are folders of `web/` with an `index.html`, built apart so that nothing of one is downloaded by the other.
 * `target`: the oldest browsers that an application promises to run in.
 */
const APPLICATIONS: Readonly<Record<string, { readonly target: readonly string[] }>> = {
  console: { target: ['es2022', 'chrome111', 'edge111', 'firefox113', 'safari16.4'] },
  verify: { target: ['es2022', 'chrome94', 'edge94', 'firefox93', 'safari15.4'] },
}

export default defineConfig(({ mode }) => {
  const name = mode === 'production' || mode === 'development' ? 'verify' : mode
  const application = APPLICATIONS[name]
  if (!application) throw new Error(`Unknown web application ${name}; known: ${Object.keys(APPLICATIONS).join(', ')}`)
  return {
    root: fileURLToPath(new URL(name, import.meta.url)),
    base: `/assets/${name}/`,
    publicDir: false,
    plugins: [react()],
    build: {
      outDir: fileURLToPath(new URL(`../dist/web/${name}`, import.meta.url)),
      emptyOutDir: true,
      // The content security policy of the pages has no `data:` scripts or styles; files are cached for a year.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      target: [...application.target],
    },
  }
})
