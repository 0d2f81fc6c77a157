-- Whoever is forgotten is found at once, so that nobody waits for a look through the whole log. What is no JSON has no question.
CREATE INDEX answers_read_with ON answers (
    server, CASE WHEN json_valid(read_with) THEN json_extract(read_with, '$.question') END
) WHERE read_with IS NOT NULL;
CREATE INDEX feedback_asker ON feedback (server, asker);
CREATE INDEX shown_asker ON shown (server, asker) WHERE asker IS NOT NULL;
