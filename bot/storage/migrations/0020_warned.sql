-- Which warnings stood above an answer, and what they named as missing from its sentences. NULL where it was not kept yet.
ALTER TABLE answers ADD COLUMN warned TEXT;      -- JSON: names, no words of anybody
ALTER TABLE answers ADD COLUMN not_said TEXT;    -- JSON: words of the question
