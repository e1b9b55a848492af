-- How people like to watch and read, kept with their accounts. The app alone understands the values.
CREATE TABLE preferences (
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    -- When it was chosen, by the clock of the device; the later choice stays.
    chosen_at BIGINT NOT NULL,
    PRIMARY KEY (account, name)
);
