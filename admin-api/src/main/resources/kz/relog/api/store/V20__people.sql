-- Companies, logins, people. Texts are sealed under the reference of whom they belong to; a lookup is a keyed hash.

CREATE TABLE company (
  company_ref INTEGER PRIMARY KEY,
  country TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  sealed BLOB NOT NULL,                -- name, BIN; under company_ref
  created_ms INTEGER NOT NULL,
  verified_ms INTEGER                  -- when its first owner verified the e-mail; null before
) STRICT;

-- One login per e-mail address; exists only once the address is verified.
CREATE TABLE account (
  account_ref INTEGER PRIMARY KEY,
  email_lookup BLOB NOT NULL UNIQUE,
  sealed BLOB NOT NULL,                -- e-mail; under account_ref
  password TEXT,                       -- Argon2id with its parameters; null for a driver who set none
  password_ms INTEGER,
  created_ms INTEGER NOT NULL
) STRICT;

-- One membership of an account in a company; person_ref is the subject on the road.
CREATE TABLE person (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  person_ref INTEGER NOT NULL UNIQUE,
  company_ref INTEGER NOT NULL REFERENCES company,
  account_ref INTEGER REFERENCES account, -- null while pending
  role TEXT NOT NULL CHECK (role IN ('OWNER', 'DISPATCHER', 'DRIVER', 'AUDITOR')),
  state TEXT NOT NULL CHECK (state IN ('PENDING', 'ACTIVE', 'ENDED')),
  sealed BLOB NOT NULL,                -- first name, last name, phone; under person_ref
  version INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  changed_ms INTEGER NOT NULL,
  ended_ms INTEGER,
  ended_sealed BLOB                    -- why; under person_ref
) STRICT;

CREATE INDEX person_of_company ON person (company_ref, number);
CREATE INDEX person_of_account ON person (account_ref);

-- What a profile said before; seen by its person alone.
CREATE TABLE profile_change (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  company_ref INTEGER NOT NULL,
  person_ref INTEGER NOT NULL REFERENCES person (person_ref),
  field TEXT NOT NULL,
  sealed BLOB NOT NULL,                -- the old value; under person_ref
  changed_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX profile_change_of_person ON profile_change (person_ref, number);

-- Tokens that were mailed, as SHA-256. A used or replaced one is deleted.
CREATE TABLE mail_token (
  hash BLOB PRIMARY KEY,
  purpose TEXT NOT NULL CHECK (purpose IN ('VERIFY', 'INVITE', 'EMAIL', 'RESET')),
  company_ref INTEGER,                 -- null for RESET
  person_ref INTEGER,                  -- null for RESET
  account_ref INTEGER,                 -- of EMAIL and RESET
  email_lookup BLOB NOT NULL,          -- of the address it went to
  sealed BLOB NOT NULL,                -- that address; under person_ref, or account_ref for RESET
  password TEXT,                       -- of VERIFY: chosen at registration, becomes the account's
  sent_ms INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX mail_token_of_address ON mail_token (email_lookup, purpose);
CREATE INDEX mail_token_of_person ON mail_token (person_ref);
