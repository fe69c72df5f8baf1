-- 1: forgotten here, and yet to be taken out of the outbox file.
ALTER TABLE notice ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0;

CREATE INDEX notice_forgotten ON notice (number) WHERE forgotten = 1;

-- Links in marketing mails that opt out without a login, as SHA-256.
CREATE TABLE opt_out_link (
  hash BLOB PRIMARY KEY,
  company_ref INTEGER NOT NULL,
  person_ref INTEGER NOT NULL,
  created_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX opt_out_link_of_person ON opt_out_link (person_ref);

-- News sent to whoever opted in.
CREATE TABLE campaign (
  campaign_ref INTEGER PRIMARY KEY,
  created_ms INTEGER NOT NULL,
  recipients INTEGER NOT NULL
) STRICT;
