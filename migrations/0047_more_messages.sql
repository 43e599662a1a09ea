-- Text messages, whose gateways may leave open whether they took one, and reminders. See docs/decisions/0041-messages-name-their-subject.md.
-- Works from 0038: no version that was released has the table.

-- Since when a worker has been handing it over to a gateway that does not recognise a repeated one. What stands there when another
-- worker takes the message on may have been sent.
alter table messages add column handing_since timestamptz;
alter table messages drop constraint messages_state_check;
alter table messages add constraint messages_state_check check (state in ('queued', 'sent', 'refused', 'unknown')) not valid;
