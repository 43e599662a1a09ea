/** Starts the hosted page. */
import '../ui/tokens.css'
import './base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { speakPreferred } from './language.ts'

const root = document.getElementById('root')
if (!root) throw new Error('The page lacks its root element')
// A browser that is too old has been told so by index.html.
if (!('old' in document.documentElement.dataset)) void start(root)

async function start(element: HTMLElement): Promise<void> {
  // What stands in the HTML for browsers that never get here.
  for (const notice of document.querySelectorAll('body > .first')) notice.remove()
  element.hidden = false
  element.dataset.started = 'true'
  await speakPreferred()
  createRoot(element).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
