/** Starts the hosted page. */
import '../ui/tokens.css'
import './base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { texts } from './texts.ts'

document.documentElement.lang = texts.language
const root = document.getElementById('root')
if (!root) throw new Error('The page lacks its root element')
// What stands in the HTML for browsers that never get here.
for (const element of document.querySelectorAll('body > .first')) element.remove()
root.hidden = false
root.dataset.started = 'true'
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
