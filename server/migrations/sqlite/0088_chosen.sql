-- The organisations that somebody chose to keep out are read with every organisation that comes, while others who change talents wait.
CREATE INDEX talent_blocks_chosen ON talent_blocks (employer) WHERE named IS NULL;
-- What a choice brought is worked out anew by the next start: a website that was only stated brought some of it.
DELETE FROM talent_blocks WHERE named LIKE 'employer:%';
-- The towns that people live in are read with the lists that every answer needs.
CREATE INDEX talents_by_place ON talents (place);
