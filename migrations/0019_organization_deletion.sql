-- The end of an organization: the moment from which on its data is erased for good. From the request on, which sets it,
-- the organization's keys, hosted links and checks rest; until then an owner can take it back.

alter table organizations
  add column deletion_due_at timestamptz,
  drop constraint organizations_status_check,
  add constraint organizations_status_check check (status in ('active', 'suspended', 'erasing', 'deleted')),
  add constraint organizations_deletion_check
    check (status not in ('erasing', 'deleted') or deletion_due_at is not null);

-- What our own job looks for.
create index organizations_to_erase on organizations (deletion_due_at)
  where deletion_due_at is not null and status <> 'deleted';

drop trigger organizations_announce on organizations;
create trigger organizations_announce
  after update of name, status, rate_per_second, rate_burst, daily_quota, deletion_due_at
  on organizations for each row execute function announce_organization_change();
