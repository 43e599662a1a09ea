-- How many requests each organization made on a UTC day, so that a restart does not give the day back.

create table request_counts (
  organization_id uuid not null references organizations (id) on delete cascade,
  environment text not null check (environment in ('live', 'sandbox')),
  day date not null,
  count integer not null check (count >= 0),
  primary key (organization_id, environment, day)
);
