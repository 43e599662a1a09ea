-- Who made a version of a workflow in the console; null for versions made by an API key or a command.
alter table workflow_versions add column created_by uuid references auth_users (id) on delete set null;
