-- What a refused request was told to mend: the hints of its answer, without what its caller had sent. Beside the log, so that a row of a
-- request that was answered costs nothing more.

create table request_hints (
  -- That of the request's row. No reference: both end by their age.
  id uuid primary key,
  organization_id uuid not null references organizations (id) on delete cascade,
  -- [{code, path, message}]
  hints jsonb not null
);
create index request_hints_by_organization on request_hints (organization_id);
