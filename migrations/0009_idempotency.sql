-- Answers to POST requests that carried an Idempotency-Key, so that a retry gets the first answer and not a second effect.

create table idempotency_keys (
  organization_id uuid not null references organizations (id) on delete cascade,
  environment text not null check (environment in ('live', 'sandbox')),
  -- The URL pattern, e.g. /v1/sessions.
  route text not null,
  -- The caller chooses the key and may put anything into it: only its digest is kept.
  key_digest bytea not null check (length(key_digest) = 32),
  fingerprint bytea not null check (length(fingerprint) = 32),
  -- Names the work, whichever attempt does it: the id of the session or check that comes of it.
  work_id uuid not null,
  state text not null check (state in ('running', 'answered')),
  -- A running attempt that is older than this is taken to have died.
  running_until timestamptz not null,
  status integer,
  content_type text,
  sealed_body bytea,
  master_version integer,
  expires_at timestamptz not null,
  primary key (organization_id, environment, route, key_digest),
  check ((state = 'answered') = (status is not null and sealed_body is not null and master_version is not null))
);
create index idempotency_keys_to_erase on idempotency_keys (expires_at);
