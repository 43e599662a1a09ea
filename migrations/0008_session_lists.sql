-- Lists of sessions: most callers ask for what they sent themselves, newest first.
-- A session whose key had no owner counts as sent by the key itself, as the record's sender_user_id says.
create index sessions_by_sender on sessions
  (organization_id, environment, coalesce(sender_user_id, api_key_id), created_at desc, id desc);
