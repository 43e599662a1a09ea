-- What each key asked for and how it was answered: single requests for some weeks, sums of them for a year.

create table request_logs (
  -- Version 7, made from the moment of arrival: its order is the order of time.
  id uuid primary key,
  organization_id uuid not null references organizations (id) on delete cascade,
  environment text not null check (environment in ('live', 'sandbox')),
  api_key_id uuid not null,
  method text not null,
  -- The URL pattern, e.g. /v1/sessions/:id.
  route text not null,
  -- Ids stay; other words of the caller's and the values of the query do not.
  path text not null,
  status smallint not null,
  ms real not null,
  request_id text not null,
  ip text,
  user_agent text not null,
  error_code text,
  session_id uuid,
  -- How many refused requests of the same second the row stands for, itself included.
  times integer not null default 1 check (times > 0),
  at timestamptz not null
);
create index request_logs_in_order on request_logs (organization_id, environment, id);
create index request_logs_of_errors on request_logs (organization_id, environment, id) where status >= 400;
create index request_logs_by_request on request_logs (organization_id, request_id);

-- Sums of a minute or an hour. The charts read these and never the logs.
create table request_usage (
  organization_id uuid not null references organizations (id) on delete cascade,
  environment text not null check (environment in ('live', 'sandbox')),
  span text not null check (span in ('minute', 'hour')),
  starts_at timestamptz not null,
  api_key_id uuid not null,
  method text not null,
  route text not null,
  -- All of them: answered, failed and refused.
  requests bigint not null,
  client_errors bigint not null,
  server_errors bigint not null,
  refused_by_rate bigint not null,
  refused_by_quota bigint not null,
  primary key (organization_id, environment, span, starts_at, api_key_id, method, route)
);
create index request_usage_to_erase on request_usage (span, starts_at);

-- How many admitted requests took how long: bucket n reaches from 2^(n/2) to 2^((n+1)/2) ms.
create table request_latencies (
  organization_id uuid not null references organizations (id) on delete cascade,
  environment text not null check (environment in ('live', 'sandbox')),
  span text not null check (span in ('minute', 'hour')),
  starts_at timestamptz not null,
  method text not null,
  route text not null,
  bucket smallint not null,
  requests bigint not null,
  primary key (organization_id, environment, span, starts_at, method, route, bucket)
);
create index request_latencies_to_erase on request_latencies (span, starts_at);

-- Requests of one second, on all nodes together; kept for an hour, until nobody adds to it any more.
create table request_seconds (
  organization_id uuid not null references organizations (id) on delete cascade,
  environment text not null check (environment in ('live', 'sandbox')),
  starts_at timestamptz not null,
  offered integer not null,
  admitted integer not null,
  primary key (organization_id, environment, starts_at)
);
create index request_seconds_to_erase on request_seconds (starts_at);

-- The busiest second of a minute or an hour: requests that came, and those of them that were within the limits.
create table request_peaks (
  organization_id uuid not null references organizations (id) on delete cascade,
  environment text not null check (environment in ('live', 'sandbox')),
  span text not null check (span in ('minute', 'hour')),
  starts_at timestamptz not null,
  offered integer not null,
  admitted integer not null,
  primary key (organization_id, environment, span, starts_at)
);
create index request_peaks_to_erase on request_peaks (span, starts_at);
