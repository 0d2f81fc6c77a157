-- An answer that a moderator removed: nobody shows it again.
ALTER TABLE shown ADD COLUMN moderated INTEGER NOT NULL DEFAULT 0;
