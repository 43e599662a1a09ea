-- What sessions are found by the beginning of: a name, an address, a number. Row security keeps a condition that is not
-- leakproof, such as LIKE or lower(), from using an index. So these columns are read through views of the owner, which hold
-- the same condition as the policy, without its order.
create schema openidv_search;

create view openidv_search.sessions as
select id, organization_id, environment, applicant_id, first_name, last_name
from public.sessions
where (select not row_security_active('public.sessions'::regclass)
    or current_setting('openidv.organization', true) = 'all')
  or organization_id = (select nullif(nullif(current_setting('openidv.organization', true), 'all'), '')::uuid);

create view openidv_search.applicants as
select id, organization_id, environment, email, phone
from public.applicants
where (select not row_security_active('public.applicants'::regclass)
    or current_setting('openidv.organization', true) = 'all')
  or organization_id = (select nullif(nullif(current_setting('openidv.organization', true), 'all'), '')::uuid);
