-- Tokens: an append-only double-entry ledger. A balance is the sum of its account's entries; the balances table
-- holds that sum so that one guarded update can refuse an overdraft.

create table balances (
  organization_id uuid primary key references organizations (id),
  available_tokens bigint not null default 0 check (available_tokens >= 0),
  held_tokens bigint not null default 0 check (held_tokens >= 0)
);

create table holds (
  id uuid primary key,
  organization_id uuid not null references organizations (id),
  amount_tokens bigint not null check (amount_tokens >= 0),
  settled_tokens bigint check (settled_tokens between 0 and amount_tokens),
  state text not null default 'held' check (state in ('held', 'closed')),
  created_at timestamptz not null,
  closed_at timestamptz,
  check ((state = 'closed') = (settled_tokens is not null and closed_at is not null))
);
create index holds_open on holds (organization_id) where state = 'held';

create table ledger_entries (
  id bigint generated always as identity primary key,
  transaction_id uuid not null,
  organization_id uuid not null references organizations (id),
  account text not null check (account in ('issued', 'available', 'held', 'spent')),
  amount_tokens bigint not null check (amount_tokens <> 0),
  kind text not null check (kind in ('grant', 'hold', 'settle', 'release')),
  hold_id uuid references holds (id),
  note text,
  created_at timestamptz not null
);
create index ledger_entries_organization_id on ledger_entries (organization_id, id desc);
create index ledger_entries_hold_id on ledger_entries (hold_id);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger ledger_entries_append_only before update or delete on ledger_entries
  for each row execute function refuse_change();
