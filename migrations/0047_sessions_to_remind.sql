-- Finds the sessions whose applicants are to be reminded.
-- Without a transaction: sessions are written meanwhile.

drop index concurrently if exists sessions_to_remind;
create index concurrently sessions_to_remind on sessions (remind_at) where status = 'PENDING' and remind_at is not null;
