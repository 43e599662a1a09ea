-- Reserved: the migration of this number replaces this file.
select 1;
