-- Tokens of people and of machines, as SHA-256. What has ended is deleted.

CREATE TABLE session (
  session_ref INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  account_ref INTEGER NOT NULL REFERENCES account,
  company_ref INTEGER NOT NULL,
  person_ref INTEGER NOT NULL REFERENCES person (person_ref),
  idle_ms INTEGER NOT NULL,            -- how long it may go unused
  sealed BLOB NOT NULL,                -- shortened address, kind of browser; under person_ref
  created_ms INTEGER NOT NULL,
  used_ms INTEGER NOT NULL,            -- to the minute
  expires_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX session_of_account ON session (account_ref);
CREATE INDEX session_of_person ON session (person_ref);

CREATE TABLE api_token (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  token_ref INTEGER NOT NULL UNIQUE,
  hash BLOB NOT NULL UNIQUE,
  company_ref INTEGER NOT NULL REFERENCES company,
  made_by INTEGER NOT NULL,            -- person
  scopes TEXT NOT NULL,                -- comma-separated
  sealed BLOB NOT NULL,                -- its name; under company_ref
  created_ms INTEGER NOT NULL,
  used_ms INTEGER,                     -- to the minute; null before the first use
  expires_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX api_token_of_company ON api_token (company_ref, number);
