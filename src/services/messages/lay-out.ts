/** Lays a mail out as plain text and as HTML that loads nothing and tells nobody that it was read. */
import type { MailParts } from './texts.ts'

interface LaidOut extends Omit<MailParts, 'subject'> {
  readonly language: string
  readonly title: string
  readonly link: string
  readonly linkHint: string
}

const TEXT_STYLE = 'margin:0 0 16px;font:16px/1.5 Arial,Helvetica,sans-serif;color:#1c2430'
const HEADING_STYLE = 'margin:0 0 16px;font:bold 20px/1.3 Arial,Helvetica,sans-serif;color:#1c2430'
const NOTE_STYLE = 'margin:0 0 8px;font:13px/1.5 Arial,Helvetica,sans-serif;color:#4c5666'
const BUTTON_STYLE =
  'display:inline-block;padding:12px 24px;border-radius:6px;background:#1d4ed8;color:#ffffff;text-decoration:none;font:bold 16px/1.5 Arial,Helvetica,sans-serif'

/** For programs that have a dark look and read this; the others show the light one. */
const DARK_LOOK = `@media (prefers-color-scheme: dark) {
body { background: #0d1117 !important }
.card { background: #161d27 !important }
.text { color: #e6eaf0 !important }
.note { color: #a9b4c2 !important }
.link { color: #8ab4ff !important }
}`

/** Both say the same. */
export function layOut(mail: LaidOut): { readonly text: string; readonly html: string } {
  return { text: toText(mail), html: toHtml(mail) }
}

function toText({ greeting, paragraphs, button, link, notes }: LaidOut): string {
  return `${[greeting, ...paragraphs, `${button}:\n${link}`, ...notes].join('\n\n')}\n`
}

function toHtml({ language, title, greeting, paragraphs, button, link, linkHint, notes }: LaidOut): string {
  const href = escapeHtml(link)
  const texts = [greeting, ...paragraphs].map((text) => `<p class="text" style="${TEXT_STYLE}">${escapeHtml(text)}</p>`)
  const small = notes.map((text) => `<p class="note" style="${NOTE_STYLE}">${escapeHtml(text)}</p>`)
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${DARK_LOOK}</style>
</head>
<body style="margin:0;padding:24px 12px;background:#f3f5f8">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border-radius:8px"><tr><td style="padding:32px 24px">
<h1 class="text" style="${HEADING_STYLE}">${escapeHtml(title)}</h1>
${texts.join('\n')}
<p style="margin:24px 0"><a href="${href}" style="${BUTTON_STYLE}">${escapeHtml(button)}</a></p>
<p class="note" style="${NOTE_STYLE}">${escapeHtml(linkHint)}<br><a class="link" href="${href}" style="color:#1d4ed8;word-break:break-all">${href}</a></p>
${small.join('\n')}
</td></tr></table>
</td></tr></table>
</body>
</html>
`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as it may stand in HTML, in an attribute too. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}
