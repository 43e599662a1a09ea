-- Works from 0038: the version before writes events as ever and never reads the column; the trigger adds rows beside its own.
-- Events that are of no session: what is told of them stands with them, and holds nothing of a person.

alter table events add column data jsonb;

-- The organization is told once when its balance passes below the level that it chose, by whichever statement moves tokens or
-- the level, and again only when it has risen above. Tokens are paid for live data alone.
create function announce_low_balance() returns trigger language plpgsql as $$
begin
  insert into events (id, organization_id, environment, type, sequence, created_at, data)
  values (gen_random_uuid(), new.organization_id, 'live', 'balance.low', 0, now(), jsonb_build_object(
    'availableTokens', new.available_tokens, 'alertBelowTokens', new.alert_below_tokens
  ));
  return null;
end $$;
create trigger announce_low_balance after update of available_tokens, alert_below_tokens on balances
  for each row when (old.available_tokens >= old.alert_below_tokens and new.available_tokens < new.alert_below_tokens)
  execute function announce_low_balance();
