-- How far each organization has let its sandbox age. See docs/decisions/0044-steer-the-sandbox.md.

create table sandbox_clocks (
  organization_id uuid primary key references organizations (id),
  -- In all, in seconds.
  advanced_seconds bigint not null check (advanced_seconds >= 0),
  advanced_at timestamptz not null,
  -- Of the request that did so last: repeated, it changes nothing.
  work_id uuid
);

-- A document whose moments, written as JavaScript does, are that much earlier.
create function age_document(document jsonb, age interval) returns jsonb language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select case jsonb_typeof(document)
    when 'object' then (
      select coalesce(jsonb_object_agg(key, public.age_document(value, age)), '{}') from jsonb_each(document)
    )
    when 'array' then (
      select coalesce(jsonb_agg(public.age_document(value, age) order by place), '[]')
      from jsonb_array_elements(document) with ordinality as item (value, place)
    )
    when 'string' then case
      when document #>> '{}' ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$' then to_jsonb(to_char(
        ((document #>> '{}')::timestamptz - age) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'
      ))
      else document
    end
    else document
  end
$$;
