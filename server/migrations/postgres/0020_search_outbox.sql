-- What the search index has still to learn. A change and its row here are written in one transaction, so that neither is there
-- without the other; whoever keeps an index reads on from the last row that it applied.
CREATE TABLE search_outbox (
    seq BIGINT NOT NULL PRIMARY KEY,
    -- The talent that changed: appeared, said something else, or is hidden now.
    talent BIGINT NOT NULL
);

-- Numbers the rows. Whoever writes one holds this row until the end of the transaction, so that numbers become visible in their
-- order and a reader never passes one that is not there yet.
CREATE TABLE search_clock (
    seq BIGINT NOT NULL,
    -- Rows up to this one were cleared away. An index that knows less is built anew.
    pruned BIGINT NOT NULL,
    -- A name for this database, by which an index tells that it was made from another one.
    base TEXT NOT NULL
);
INSERT INTO search_clock (seq, pruned, base) VALUES (0, 0, md5(random()::text || clock_timestamp()::text));
