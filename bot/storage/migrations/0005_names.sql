-- Whose keys these rows were named with: by a fingerprint a key is known again, and cannot be found from it.
CREATE TABLE pseudonym_keys (
    fingerprint TEXT PRIMARY KEY,
    at          TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Ids and names that lead to a person are put under the key: keyed(kind, id, server) and reader(who, server) are ours.
-- A fact says that their old bytes are still in the file, until it has been written anew.
INSERT INTO facts SELECT 'raw names', 'to be erased'
WHERE EXISTS (SELECT 1 FROM answers) OR EXISTS (SELECT 1 FROM shown) OR EXISTS (SELECT 1 FROM readings);

UPDATE answers SET
    conversation = keyed('conversation', conversation, server),
    message = keyed('message', message, NULL),
    channel = CASE WHEN server IS NULL THEN keyed('channel', channel, NULL) ELSE channel END,
    reply = CASE WHEN withheld IS NULL THEN reply END
WHERE coalesce(conversation, message, channel, reply) IS NOT NULL;

UPDATE shown SET
    question = keyed('message', question, NULL),
    channel = CASE WHEN server IS NULL THEN keyed('channel', channel, NULL) ELSE channel END;

UPDATE OR REPLACE conversations SET conversation = keyed('conversation', conversation, nullif(server, ''));

-- Who reads the log or notes something in it stands there under another pseudonym than the one they ask under.
UPDATE readings SET reader = reader(reader, server);
UPDATE notes SET author = reader(author, server);
