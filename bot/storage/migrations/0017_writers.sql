-- Who wrote what another member asked, as by “Ask about this message”: their words go with them.
ALTER TABLE answers ADD COLUMN writer TEXT;      -- a pseudonym; NULL where the asker wrote it
CREATE INDEX answers_writer ON answers (server, writer) WHERE writer IS NOT NULL;
