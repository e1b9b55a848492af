-- The form of the keys by which an organisation was compared with the names that talents keep out. Those from before were compared
-- without the addresses of their members, which the next start makes up for.
ALTER TABLE employers ADD COLUMN named_form BIGINT NOT NULL DEFAULT 0;
