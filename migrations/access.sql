-- What the role of the application may do. No migration: run by the owner of the tables after the migrations, at every
-- start, it changes what is not so yet. The setting openidv.app_role names the role; empty: there is none beside the owner.

do $$
declare
  app text := nullif(current_setting('openidv.app_role', true), '');
  privileges constant text[] := '{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER}';
  part record;
begin
  -- The trigger that chains the audit log writes as the owner, so that nobody else needs to.
  if not (select prosecdef from pg_proc where oid = 'public.chain_audit_event()'::regprocedure) then
    alter function public.chain_audit_event() security definer set search_path = pg_catalog, public, pg_temp;
  end if;

  -- The wall behind the queries: whatever a statement filters by, it sees and writes rows of the organization that the
  -- connection was told (src/db/reach.ts), and nothing before it was told. The owner of the tables is not kept by it.
  for part in
    select class.oid::regclass as name from pg_class as class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and exists (select from pg_attribute where attrelid = class.oid and attname = 'organization_id' and not attisdropped)
      and not exists (select from pg_policy where polrelid = class.oid and polname = 'organization_wall')
  loop
    execute format('alter table %s enable row level security', part.name);
    execute format($policy$create policy organization_wall on %s using (
      (select current_setting('openidv.organization', true) = 'all')
      or organization_id = (select nullif(nullif(current_setting('openidv.organization', true), 'all'), '')::uuid)
    )$policy$, part.name);
  end loop;

  if app is null then return; end if;

  if not has_schema_privilege(app, 'public', 'USAGE') or not has_schema_privilege(app, 'graphile_worker', 'USAGE') then
    execute format('grant usage on schema public, graphile_worker to %I', app);
  end if;
  if not has_schema_privilege(app, 'openidv_search', 'USAGE') then
    execute format('grant usage on schema openidv_search to %I', app);
  end if;
  if has_schema_privilege(app, 'public', 'CREATE') then
    -- Only the owner of the schema may; databases that are younger than PostgreSQL 15 grant nobody this.
    begin
      execute format('revoke create on schema public from public, %I', app);
    exception when insufficient_privilege then null;
    end;
  end if;

  for part in
    select class.oid::regclass as name, case
      when relname in ('schema_migrations', 'audit_heads', 'audit_links') then '{SELECT}'
      when relname in ('audit_events', 'audit_seals', 'ledger_entries') then '{SELECT,INSERT}'
      when relname = 'installation' then '{SELECT,INSERT,UPDATE}'
      when relkind = 'v' or relname = 'migrations' then '{SELECT}'
      else '{SELECT,INSERT,UPDATE,DELETE}'
    end::text[] as wanted
    from pg_class as class
    where relnamespace in ('public'::regnamespace, 'openidv_search'::regnamespace, 'graphile_worker'::regnamespace)
      and relkind in ('r', 'p', 'v')
  loop
    continue when (select bool_and(has_table_privilege(app, part.name::oid, one) = (one = any(part.wanted)))
      from unnest(privileges) as one);
    execute format('revoke all on %s from %I', part.name, app);
    execute format('grant %s on %s to %I', array_to_string(part.wanted, ', '), part.name, app);
  end loop;

  -- The queue closes its tables to everybody but their owner, whatever is granted.
  for part in
    select class.oid::regclass as name from pg_class as class
    where relnamespace = 'graphile_worker'::regnamespace and relkind = 'r' and relrowsecurity
      and not exists (select from pg_policy where polrelid = class.oid and polname = 'openidv_jobs')
  loop
    execute format('create policy openidv_jobs on %s using (true) with check (true)', part.name);
  end loop;
end $$;
