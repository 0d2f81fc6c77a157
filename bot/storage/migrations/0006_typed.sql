-- A list's choice may hold words that somebody typed: they go when that member does, or when words have been kept long enough.
ALTER TABLE listings ADD COLUMN asker TEXT;      -- a pseudonym; NULL where nobody typed any of it
ALTER TABLE listings ADD COLUMN at TEXT NOT NULL DEFAULT '';

-- Of those kept so far nobody knows whose words they hold; references alone hold none.
DELETE FROM listings WHERE CASE WHEN json_valid(spec) THEN json_extract(spec, '$.keys') IS NULL ELSE true END;
