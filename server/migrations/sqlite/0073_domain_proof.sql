-- An organisation proves that its website's domain is its own by a word that it publishes in the DNS.
ALTER TABLE employers ADD COLUMN domain_token TEXT;
ALTER TABLE employers ADD COLUMN domain_proved BIGINT NOT NULL DEFAULT 0;
ALTER TABLE employers ADD COLUMN domain_looked_at BIGINT NOT NULL DEFAULT 0;
