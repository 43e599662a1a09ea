-- Every node caches, with each key, what it needs of the organization: name, status and limits. A change of these
-- drops all of the organization's keys from every cache.

create function announce_organization_change() returns trigger language plpgsql as $$
begin
  perform pg_notify('organization_changed', new.id::text);
  return null;
end $$;
create trigger organizations_announce after update of name, status, rate_per_second, rate_burst, daily_quota
  on organizations for each row execute function announce_organization_change();

-- Finds what is still under an earlier root secret, for the rewrapping that lets the operator drop that secret.
create index api_keys_pepper_version on api_keys (pepper_version, id);
create index data_keys_master_version on data_keys (master_version, id) where wrapped_key is not null;
