/** Code that checks a webhook, to be copied; each reads the secret from a variable. */

export const LANGUAGES = ['Node', 'Python', 'curl'] as const
export type Language = (typeof LANGUAGES)[number]

const NODE = `import { Webhook } from 'standardwebhooks'

const webhook = new Webhook(process.env.OPENIDV_WEBHOOK_SECRET)

// body: the bytes as they came, before anything parsed them.
export function readEvent(body, headers) {
  return webhook.verify(body, headers) // throws when it is not ours
}
`

const PYTHON = `import base64, hashlib, hmac, json, os, time

KEY = base64.b64decode(os.environ["OPENIDV_WEBHOOK_SECRET"].removeprefix("whsec_"))

# body: the bytes as they came, before anything parsed them.
def read_event(body: bytes, headers) -> dict:
    id, at = headers["webhook-id"], headers["webhook-timestamp"]
    if abs(time.time() - int(at)) > 300:
        raise ValueError("too old")
    signed = f"{id}.{at}.".encode() + body
    right = "v1," + base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest()).decode()
    if not any(hmac.compare_digest(right, one) for one in headers["webhook-signature"].split(" ")):
        raise ValueError("not from OpenIDV")
    return json.loads(body)
`

const CURL = `ID=WEBHOOK_ID AT=$(date +%s) BODY=THE_BODY
KEY=$(printf %s "\${OPENIDV_WEBHOOK_SECRET#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \\n')
SIGNATURE=$(printf %s "$ID.$AT.$BODY" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$KEY" -binary | base64)
curl -i URL -H 'content-type: application/json' -H "webhook-id: $ID" -H "webhook-timestamp: $AT" \\
  -H "webhook-signature: v1,$SIGNATURE" -d "$BODY"
`

/** What each is for: two check what arrives, one signs and sends as we do, to try the receiver with. */
export const ABOUT: Readonly<Record<Language, string>> = {
  Node: 'With the package standardwebhooks. Checks the signature and that the webhook is at most five minutes old.',
  Python: 'With the standard library alone; the same checks.',
  curl: 'Signs a request as we do and sends it to your receiver, so that you can try it.',
}

const TRIAL = { webhookId: 'msg_trial', body: '{"type":"session.created","data":{}}' }

/** The snippet; `url` is the endpoint's. */
export function snippetFor(language: Language, url: string): string {
  if (language === 'Node') return NODE
  return language === 'Python' ? PYTHON : toSignedCurl(url, TRIAL)
}

/** Commands for a shell that sign a request and send it, as we do. */
export function toSignedCurl(
  url: string,
  { webhookId, body }: { readonly webhookId: string; readonly body: string },
): string {
  const parts = { URL: quote(url), WEBHOOK_ID: webhookId, THE_BODY: quote(body) }
  return CURL.replace(/\bURL\b|WEBHOOK_ID|THE_BODY/g, (name) => parts[name as keyof typeof parts])
}

/** As one word of a shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
