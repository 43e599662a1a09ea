-- What every node of an installation compares itself with: one row, and an object in the store of files that names the same
-- two ids. A node with another store would look for files where they are not.
create table installation (
  is_only boolean primary key default true check (is_only),
  id uuid not null,
  -- Another one when the files were moved.
  store_id uuid not null,
  -- As an operator calls it.
  store_name text not null,
  -- Whether the object was written: until then whoever starts first writes it.
  is_marked boolean not null default false,
  created_at timestamptz not null
);
