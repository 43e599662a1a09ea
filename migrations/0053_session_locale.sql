-- Works from 0038: the version before neither writes nor reads the column.
-- In which language the applicant's page begins: a tag of BCP 47; null: as their browser prefers.

alter table sessions add column locale text check (length(locale) <= 35);
