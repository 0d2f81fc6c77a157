-- Further passages ("More") are shown for a question that was counted already: they are no question of their own.
DROP TRIGGER days_added;
DROP TRIGGER days_removed;

UPDATE days SET questions = questions - further.number
FROM (
    SELECT coalesce(server, '') AS place, substr(asked_at, 1, 10) AS day, outcome, count(*) AS number
    FROM answers WHERE kind = 'more' GROUP BY 1, 2, 3
) AS further
WHERE server = further.place AND days.day = further.day AND days.outcome = further.outcome;
DELETE FROM days WHERE questions <= 0;

CREATE TRIGGER days_added AFTER INSERT ON answers WHEN new.kind <> 'more' BEGIN
    INSERT INTO days VALUES (coalesce(new.server, ''), substr(new.asked_at, 1, 10), new.outcome, 1)
    ON CONFLICT DO UPDATE SET questions = questions + 1;
END;
CREATE TRIGGER days_removed AFTER DELETE ON answers WHEN old.kind <> 'more' BEGIN
    UPDATE days SET questions = questions - 1
    WHERE server = coalesce(old.server, '') AND day = substr(old.asked_at, 1, 10) AND outcome = old.outcome;
    DELETE FROM days WHERE server = coalesce(old.server, '') AND day = substr(old.asked_at, 1, 10) AND questions <= 0;
END;
