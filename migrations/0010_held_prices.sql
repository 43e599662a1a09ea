-- A hold remembers the price of each thing it was made for: a price list that changes later changes no open session.

alter table holds add column prices jsonb not null default '{}';
