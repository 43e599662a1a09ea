-- One applicant going through one workflow version: applicants, workflows, sessions, evidence, checks, decisions.

-- Evidence of an applicant is sealed with this key, itself wrapped by the master key: destroying it erases the evidence.
create table data_keys (
  id uuid primary key,
  organization_id uuid not null references organizations (id),
  wrapped_key bytea,
  master_version integer not null,
  created_at timestamptz not null,
  destroyed_at timestamptz,
  check ((wrapped_key is null) = (destroyed_at is not null))
);

create table applicants (
  id uuid primary key,
  organization_id uuid not null references organizations (id),
  environment text not null check (environment in ('live', 'sandbox')),
  email text not null,
  first_name text not null,
  last_name text not null,
  phone text,
  data_key_id uuid not null references data_keys (id),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (organization_id, environment, email)
);

create table workflows (
  id uuid primary key,
  organization_id uuid not null references organizations (id),
  environment text not null check (environment in ('live', 'sandbox')),
  name text not null check (length(name) between 1 and 255),
  status text not null default 'active' check (status in ('active', 'inactive')),
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index workflows_organization_id on workflows (organization_id, environment, created_at desc);

create table workflow_versions (
  id uuid primary key,
  organization_id uuid not null references organizations (id),
  workflow_id uuid not null references workflows (id),
  version integer not null,
  steps jsonb not null,
  created_at timestamptz not null,
  unique (workflow_id, version)
);

create table sessions (
  id uuid primary key,
  organization_id uuid not null references organizations (id),
  environment text not null check (environment in ('live', 'sandbox')),
  applicant_id uuid not null references applicants (id),
  api_key_id uuid references api_keys (id),
  sender_user_id uuid references auth_users (id) on delete set null,
  workflow_id uuid references workflows (id),
  workflow_version_id uuid references workflow_versions (id),
  type text not null check (type in ('session', 'verification')),
  status text not null
    check (status in ('PENDING', 'SUBMITTED', 'VERIFIED', 'REJECTED', 'VOIDED', 'EXPIRED', 'FAILED')),
  progress text not null check (progress in ('PENDING', 'STARTED', 'COMPLETED')),
  -- The steps as they were when the session began: [{ id, config }].
  steps jsonb not null,
  first_name text not null,
  last_name text not null,
  external_id text,
  redirect_url text,
  hold_id uuid references holds (id),
  link_digest bytea not null unique,
  cookie_digest bytea,
  consent_at timestamptz,
  meta_data jsonb not null default '{}',
  decision_source text check (decision_source in ('AUTO_APPROVE', 'DECLINED')),
  decision_reasons jsonb not null default '[]',
  expires_at timestamptz,
  submitted_at timestamptz,
  decided_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index sessions_by_organization on sessions (organization_id, environment, created_at desc, id desc);
create index sessions_by_external_id on sessions (organization_id, environment, external_id, created_at desc)
  where external_id is not null;
create index sessions_by_workflow on sessions (organization_id, environment, workflow_id, created_at desc)
  where workflow_id is not null;
create index sessions_to_expire on sessions (expires_at) where status = 'PENDING';

create table evidence (
  id uuid primary key,
  organization_id uuid not null references organizations (id),
  environment text not null check (environment in ('live', 'sandbox')),
  session_id uuid references sessions (id),
  data_key_id uuid not null references data_keys (id),
  -- What the picture shows in its session, e.g. id_front; undefined for direct calls.
  slot text,
  state text not null check (state in ('awaiting', 'stored', 'superseded', 'erased')),
  content_type text not null,
  -- Of the upload that was announced, until stored; of the stored picture after.
  size_bytes integer not null,
  width integer,
  height integer,
  sha256 bytea,
  blob_key text not null unique,
  created_at timestamptz not null,
  stored_at timestamptz
);
create unique index evidence_current on evidence (session_id, slot) where state = 'stored' and session_id is not null;
create index evidence_by_organization on evidence (organization_id, created_at desc);
create index evidence_direct on evidence (created_at) where session_id is null and state <> 'erased';

create table checks (
  id uuid primary key,
  organization_id uuid not null references organizations (id),
  environment text not null check (environment in ('live', 'sandbox')),
  session_id uuid references sessions (id),
  step text,
  kind text not null,
  state text not null default 'queued' check (state in ('queued', 'done', 'failed')),
  input jsonb not null,
  result jsonb,
  failure_code text,
  hold_id uuid references holds (id),
  created_at timestamptz not null,
  finished_at timestamptz,
  unique (session_id, step),
  check ((state = 'queued') = (finished_at is null)),
  check ((state = 'failed') = (failure_code is not null))
);
create index checks_by_organization on checks (organization_id, created_at desc);

create table decisions (
  id uuid primary key,
  organization_id uuid not null references organizations (id),
  session_id uuid not null references sessions (id),
  outcome text not null check (outcome in ('VERIFIED', 'REJECTED', 'SUBMITTED', 'VOIDED')),
  source text not null check (source in ('automatic', 'api_key', 'member')),
  actor_id text,
  reasons jsonb not null,
  created_at timestamptz not null
);
create index decisions_session_id on decisions (session_id);
create unique index decisions_automatic on decisions (session_id) where source = 'automatic';
