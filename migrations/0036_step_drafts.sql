-- What an applicant typed into a step and has not submitted yet, sealed with their data key; gone with the submission and
-- with the end of the session.
alter table session_steps add column sealed_draft bytea;
