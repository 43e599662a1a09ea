-- Sealed files, for whoever keeps them in the database (OPENIDV_BLOBS=postgres). A row belongs to no organization: its bytes
-- are sealed by the data key of a row of evidence, behind the wall, and its key is that row's id and a random word.
create table blobs (
  key text primary key check (key ~ '^[A-Za-z0-9_-]{1,128}$'),
  bytes bytea not null,
  stored_at timestamptz not null
);

-- Sealed bytes cannot be compressed: PostgreSQL need not try.
alter table blobs alter column bytes set storage external;
