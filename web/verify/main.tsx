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
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
