/** What happened and what to do, for each error code: the prose of docs/errors.md. */
import type { ErrorCode } from '../src/lib/errors.ts'

interface Advice {
  /** Full sentences for the caller's programmer: the cause. */
  readonly happened: string
  /** Full sentences: the way out. */
  readonly mend: string
}

export const ERROR_ADVICE: Readonly<Record<ErrorCode, Advice>> = {
  unauthenticated: {
    happened: 'The `x-api-key` header is missing, or its key is unknown, revoked, replaced or expired.',
    mend: 'Copy the key from Settings → API Keys in the console and send it on every request. A key that was regenerated stops working at once, so check that your server holds the newest one.',
  },
  signed_out: {
    happened:
      'A request of the console has no sign-in: the cookie is missing, has expired, or was signed out elsewhere.',
    mend: 'Sign in to the console again. Programs use the API under `/v1` with an API key instead.',
  },
  sign_in_refused: {
    happened:
      'No person signs in to the console with this e-mail address and this password. The answer is the same whether or not the address is known.',
    mend: 'Check the spelling of both, or reset the password.',
  },
  hosted_link_invalid: {
    happened: 'The secret in a verification link is unknown, or the cookie that it was swapped for has ended.',
    mend: 'Send the applicant the `session_url` of the session again, complete and unchanged.',
  },
  balance_insufficient: {
    happened:
      "The organization's balance does not cover the price of the workflow or of the check. Nothing was written and nothing was charged.",
    mend: 'Ask an operator of the installation for tokens, then send the request again: operators add them under Installation in the console, or by the command `tokens grant`. `hints` says how to reach them. Sandbox keys need no balance.',
  },
  access_denied: {
    happened:
      'The resource belongs to another organization or to the other environment, or your network address is not on the allowlist of the key.',
    mend: 'Use a key of the organization that owns the resource, a live key for live data and a sandbox key for sandbox data. For an address, correct the allowlist of the key.',
  },
  sign_up_refused: {
    happened:
      'Sign-up is by invitation only and none is pending for this e-mail address, or somebody signed up with the address before.',
    mend: 'Ask an owner of the organization for an invitation. If the address is yours, sign in, or reset the password.',
  },
  organization_closing: {
    happened:
      'An owner asked for the deletion of the organization. Until it is erased its members may look at everything and change nothing.',
    mend: 'An owner can keep it by the banner of the console until the day that it names; then everything works as before.',
  },
  hosted_link_closed: {
    happened:
      'The organization that asked for the verification is to be deleted and takes nothing more from applicants.',
    mend: 'There is nothing to do for the applicant. If the organization is kept after all, the same link works again.',
  },
  proof_refused: {
    happened: 'The password or the code that proves who acts is wrong, or the code was used before.',
    mend: 'Enter the present password, or the next code that the authenticator shows.',
  },
  two_factor_required: {
    happened: 'The organization, or the installation, asks everybody for two-factor sign-in, and yours is off.',
    mend: 'Turn it on or add a passkey in your account, then come back.',
  },
  step_up_required: {
    happened:
      'The act (showing, regenerating or revoking a key, changing a role, deleting) needs a sign-in of the last ten minutes.',
    mend: 'Enter your password or a code of your authenticator when the console asks for it, then repeat the act.',
  },
  cross_site_refused: {
    happened: 'A page of another site sent a changing request to the console, which is how forged requests look.',
    mend: 'Open the console at `OPENIDV_BASE_URL`, which must be its address as browsers see it: scheme, host and port.',
  },
  scope_missing: {
    happened: 'The key, or the role of the member, does not include the scope that this request needs.',
    mend: 'Make a key with that scope, or ask an owner of the organization for the role.',
  },
  signature_invalid: {
    happened: 'The signature of a signed URL does not fit its path and method, or its 15 minutes are over.',
    mend: 'Ask for a fresh URL and use it as it is, with the method it was made for.',
  },
  not_found: {
    happened: 'No resource has this id or URL, or it has been erased.',
    mend: 'Check the id, the spelling of the path and the `/v1` in front of it.',
  },
  not_implemented: {
    happened:
      'The deepidv API has this operation and this installation has not, for a reason that [coverage](coverage.md) names. Nothing was done or charged.',
    mend: 'Look in [coverage](coverage.md) for what runs here. The same request will not succeed before an upgrade.',
  },
  conflict: {
    happened:
      'The resource is in a state that rules this out, such as a decision on a session that is decided already.',
    mend: 'Read the resource again and decide from its present state. The same request will not succeed.',
  },
  sms_not_configured: {
    happened: 'The installation knows no gateway for text messages, so nobody can be invited by one.',
    mend: 'Pass the link on yourself, or have the operator set `OPENIDV_SMS_URL`.',
  },
  mail_not_configured: {
    happened: 'An invitation was asked for, and this installation has no mail server.',
    mend: 'Pass the link on yourself, or have the operator set OPENIDV_SMTP_URL and OPENIDV_MAIL_FROM.',
  },
  idempotency_running: {
    happened: 'A request with the same `Idempotency-Key` is under way, or its server died less than a minute ago.',
    mend: 'Wait for the seconds in `Retry-After` and send the same request with the same key again.',
  },
  session_expired: {
    happened: 'The session was not completed before it expired. Tokens held for it were released.',
    mend: 'Create a session for the applicant and send its link.',
  },
  evidence_erased: {
    happened: 'The picture was erased, by the retention rules or at the request of the person, and its key with it.',
    mend: 'Nothing brings it back. Decide from what was read of it, or send the applicant a session again.',
  },
  hosted_link_ended: {
    happened:
      'The organization made a newer link for the session (`POST /v1/sessions/{id}/link`). This one ended with it, and so did the browser that it was opened in.',
    mend: 'Let the applicant open the newest link: the session goes on there where it stood.',
  },
  hosted_link_used: {
    happened:
      'The verification link was opened before, by **Start** in another browser. A link works once, so that a forwarded copy opens nothing.',
    mend: 'Let the applicant go on in the browser that opened it, or make a new link by `POST /v1/sessions/{id}/link`, which ends this one.',
  },
  invitation_over: {
    happened: 'The invitation is older than seven days, was revoked, or somebody accepted it.',
    mend: 'Ask whoever invited you to renew it or to invite you again.',
  },
  reset_link_invalid: {
    happened: 'The link that sets another password was used, is older than 30 minutes, or was cut in transit.',
    mend: 'Ask for another link on the page "Forgot your password?".',
  },
  validation_failed: {
    happened:
      'At least one field of the request is missing, unknown or has a wrong form. `hints` names every one of them.',
    mend: 'Correct each field in `hints`: `path` says where it is, `message` what would be right.',
  },
  body_malformed: {
    happened: 'The body is not JSON, although its content type says so, or a multipart body ends too early.',
    mend: 'Send valid JSON in UTF-8 with `Content-Type: application/json`.',
  },
  image_invalid: {
    happened: 'The bytes are not an image that can be decoded, or the image has too many pixels.',
    mend: 'Send a whole JPEG or PNG file. Do not scale it up, and do not send a screenshot of a viewer.',
  },
  upload_quota_exceeded: {
    happened:
      'The file does not fit into what one session may upload in all, or into what one organization may keep. `quota` ' +
      'says which of the two, `limit_bytes` how much that is.',
    mend:
      'Of a session: go on with the files that it has, or create another. Of an organization: files of direct calls ' +
      'make room after 24 hours; the operator raises `OPENIDV_ORGANIZATION_UPLOAD_BYTES`.',
  },
  body_too_large: {
    happened: 'The body, or one image in it, is larger than allowed. An image may have 15 MiB (15,728,640 bytes).',
    mend: 'Send a smaller picture; a photo of 2,000 pixels on its long side is enough for every check.',
  },
  media_unsupported: {
    happened: 'The content type of the request is not one that this URL takes.',
    mend: 'Send `application/json`, or `multipart/form-data` where the API reference allows it.',
  },
  idempotency_mismatch: {
    happened:
      'The `Idempotency-Key` belongs to an earlier request of the last 24 hours whose body was another one. Nothing was done.',
    mend: 'Use a fresh key for each operation, for example a UUID, and the same key only to repeat the same body.',
  },
  run_not_found: {
    happened: 'The session exists, but its applicant goes through the hosted page: no client drives it step by step.',
    mend: 'Create the session by `POST /v1/workflows/{id}/sessions` to drive it yourself.',
  },
  step_not_found: {
    happened: 'The session’s workflow has no step of that name.',
    mend: 'Submit the step that `current_step` names, by its `step_id`.',
  },
  run_ended: {
    happened:
      'The session was started, submitted, decided, voided or failed: no step of it can be submitted or started any more.',
    mend: 'Read its state, and create another session when one is needed.',
  },
  step_out_of_order: {
    happened:
      'Another step of the session comes first. `current_step` is its place, from 0, or null when there is none.',
    mend: 'Submit the step at `current_step`, and go on with the `current_step` of each answer.',
  },
  step_running: {
    happened: 'The step was submitted and its check is not done yet. No attempt was taken.',
    mend: 'Poll the state of the session until the step is no longer IN_PROGRESS.',
  },
  step_not_started: {
    happened: 'The step has phases, and `complete` was sent before `start`. No attempt was taken.',
    mend: 'Send the action `start`, then `upload-url` where files are needed, then `complete`.',
  },
  step_not_ready: {
    happened: 'The step was started, but a file that it needs was not uploaded yet. No attempt was taken.',
    mend: 'PUT the bytes to the URL of `upload-url`, then send `complete` again.',
  },
  upload_invalid: {
    happened: 'A file key does not belong to this session and slot, or nothing was uploaded to it. `hints` names each.',
    mend: 'Announce the file by `POST /v1/sessions/{id}/uploads`, PUT its bytes, then use its `file_key`.',
  },
  upload_slot_invalid: {
    happened:
      'A file was announced for a slot that the current step does not ask for. `allowed_slots` lists those that it does.',
    mend: 'Announce files for the slots in the requirements of the current step only.',
  },
  steps_not_runnable: {
    happened:
      'The workflow holds steps that this installation cannot run. `invalid_steps` names them, `hints` says why.',
    mend: 'Use a workflow without them. docs/coverage.md lists what runs here.',
  },
  rate_limited: {
    happened:
      'The organization sent more requests than its bucket holds, or an address failed to authenticate too often. The console also refuses further passwords and codes for five minutes after ten wrong ones. The refused request was not counted.',
    mend: 'Wait for the seconds in `Retry-After`, then go on more slowly. `RateLimit` in every answer says what is left.',
  },
  quota_exceeded: {
    happened: 'The organization used up its requests of this day. The day ends at midnight UTC.',
    mend: 'Wait for the seconds in `Retry-After`, or ask the operator for a higher quota.',
  },
  internal_error: {
    happened: 'The server met a case that its authors did not expect. The log has the cause under the `request_id`.',
    mend: 'Try again later. If it stays, give the `request_id` to the operator.',
  },
  check_failed: {
    happened:
      'A check started and could not be completed, for a reason that lies with the server. Nothing was charged.',
    mend: 'Send the request again. If it keeps failing for one image only, give the `request_id` to the operator.',
  },
  checks_busy: {
    happened:
      'So many checks were waiting that this one would not have ended while a caller waits. Nothing was read or charged. `estimated_wait_seconds` says how long it would have taken.',
    mend: 'Wait for the seconds in `Retry-After`. If it happens often, an operator adds vision nodes or raises `OPENIDV_VISION_THREADS`.',
  },
  deadline_passed: {
    happened: 'The check was not finished when the time for a direct answer was over. Nothing was charged.',
    mend: 'Send the request again with a growing pause. The server is probably busy.',
  },
  server_busy: {
    happened:
      'The server has as many connections, large request bodies or live pages as it takes at a time, or can start no process to decode a picture. Nothing was done.',
    mend: 'Wait for the seconds in `Retry-After`. An operator raises `OPENIDV_MAX_CONNECTIONS`, `OPENIDV_MAX_BODIES_MIB` or `OPENIDV_MAX_STREAMS`.',
  },
  audit_unavailable: {
    happened:
      'The server could not write earlier reads of applicants’ data into the audit log for half a minute, or too many wait to be written. It shows nobody’s data until they are written.',
    mend: 'Try again with a growing pause. An operator finds the cause in the log, at level `error`.',
  },
  scanner_unavailable: {
    happened:
      'The installation has uploaded PDFs scanned for malware, and the scanner does not answer or takes no file that large.',
    mend: 'Try again with a growing pause. An operator looks at clamd with `npm run doctor`, and at its `StreamMaxLength`, which 15 MiB must fit into.',
  },
  files_unavailable: {
    happened:
      'The place where the server keeps files is away or full, or does not let it in. Nothing was charged. The log of the server says more.',
    mend: 'Send the request again in a moment. If it goes on, the operator should look at the log and run `npm run doctor`.',
  },
  file_lost: {
    happened:
      'The file is on record, but its bytes are not where they should be or are damaged. The server looks again by itself where a check needs them.',
    mend: 'Try again later, and tell the operator the `request_id`: the store of files may be another one than the server wrote to, or need a backup.',
  },
  database_unavailable: {
    happened:
      'The server has no connection to its database, or the database takes no writes, has no room left, or took longer than a request waits.',
    mend: 'Try again with a growing pause. An operator finds the cause with `npm run doctor`.',
  },
}
