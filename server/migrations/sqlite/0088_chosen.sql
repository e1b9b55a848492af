-- The organisations that somebody chose to keep out are read with every organisation that comes, while others who change talents wait.
CREATE INDEX talent_blocks_chosen ON talent_blocks (employer) WHERE named IS NULL;
