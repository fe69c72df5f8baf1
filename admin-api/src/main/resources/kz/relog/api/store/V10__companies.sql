-- Whose device and whose plan it is, one row for each, written by the handlers before the command goes to the road.
-- What people call things is sealed: names and plan ids under the company's key, the words of stops under the plan's.
-- Company 0 is the installation: what was there before there were companies.

-- StoredWords moves what these hold and drops them.
ALTER TABLE device_text RENAME TO device_text_in_clear;
ALTER TABLE plan_text RENAME TO plan_text_in_clear;
ALTER TABLE stop_text RENAME TO stop_text_in_clear;

CREATE TABLE device_text (
  device_ref INTEGER PRIMARY KEY,
  company_ref INTEGER NOT NULL,
  name BLOB
) STRICT;

CREATE INDEX device_text_of_company ON device_text (company_ref);

-- plan_hash: finds the planner's identifier again, keyed, so that it cannot be guessed.
-- last_version: the highest version that was ever offered to the road.
CREATE TABLE plan_text (
  plan_ref INTEGER PRIMARY KEY,
  company_ref INTEGER NOT NULL,
  plan_id BLOB NOT NULL,
  plan_hash BLOB NOT NULL,
  last_version INTEGER NOT NULL,
  UNIQUE (company_ref, plan_hash)
) STRICT;

-- words: of all stops of a version, sealed under the plan.
CREATE TABLE stop_text (
  plan_ref INTEGER NOT NULL,
  version INTEGER NOT NULL,
  words BLOB NOT NULL,
  PRIMARY KEY (plan_ref, version)
) STRICT, WITHOUT ROWID;

ALTER TABLE event ADD COLUMN company_ref INTEGER NOT NULL DEFAULT 0;
CREATE INDEX event_of_company ON event (company_ref, number);
