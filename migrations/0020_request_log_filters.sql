-- The log's filters: what names few requests is found by an index in the order of the page. Keys, methods and routes
-- need none of their own: the hourly sums tell when they were last asked for.

create index request_logs_by_session on request_logs (organization_id, session_id, id) where session_id is not null;
-- Callers choose their request ids and may choose one for all: in order, a page of them reads no more than the page.
create index request_logs_by_request_id on request_logs (organization_id, environment, request_id, id);
drop index request_logs_by_request;
