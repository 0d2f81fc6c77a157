-- A private answer that was shared: what it was read with stays its asker's.
ALTER TABLE shown ADD COLUMN shared INTEGER NOT NULL DEFAULT 0;
