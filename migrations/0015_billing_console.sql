-- What the console shows of tokens: the ledger by movement with its running balance, what was spent by day, the level
-- below which an organization wants to be warned, and who granted.

alter table balances add column alert_below_tokens bigint not null default 100 check (alert_below_tokens >= 0);
-- The member who granted; no reference, since entries never change. Null: an operator, or ourselves.
alter table ledger_entries add column granted_by uuid;

-- Each movement of tokens has exactly one entry of these two accounts, which stands for it in lists.
create index ledger_entries_movements on ledger_entries (organization_id, id desc) include (kind, created_at)
  where account in ('issued', 'held');
-- The running balance sums these without reading a row.
create index ledger_entries_available on ledger_entries (organization_id, id desc)
  include (transaction_id, amount_tokens) where account = 'available';
create index ledger_entries_spent on ledger_entries (organization_id, created_at) include (amount_tokens)
  where account = 'spent';
-- Together the first two hold what this one held, so that a movement writes no more than before.
drop index ledger_entries_organization_id;
-- A grant that is sent twice is one grant.
create unique index ledger_entries_grants on ledger_entries (transaction_id) where account = 'issued';

-- From a movement to what it paid for.
create index sessions_hold_id on sessions (hold_id) where hold_id is not null;
create index checks_hold_id on checks (hold_id) where hold_id is not null;
