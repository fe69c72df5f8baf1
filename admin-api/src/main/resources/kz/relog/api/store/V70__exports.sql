-- Access requests and the packages made for them. way: how the request came. total: steps in all; 0 while unknown.
-- data_key: opens the sealed file, itself sealed under the person; gone when there is no file.
-- warned: which share of the term was told to the owners, in percent.
CREATE TABLE export_job (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  export_ref INTEGER NOT NULL UNIQUE,
  company_ref INTEGER NOT NULL,
  person_ref INTEGER NOT NULL,
  asked_by_ref INTEGER NOT NULL,
  way TEXT NOT NULL,
  asked_ms INTEGER NOT NULL,
  due_ms INTEGER NOT NULL,
  state TEXT NOT NULL,
  done INTEGER NOT NULL,
  total INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  ready_ms INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL,
  ended_ms INTEGER NOT NULL,
  warned INTEGER NOT NULL,
  data_key BLOB
) STRICT;

CREATE INDEX export_of_person ON export_job (company_ref, person_ref, number);
CREATE INDEX export_in_state ON export_job (state);

-- One-time tokens to fetch a package, as SHA-256.
CREATE TABLE export_link (
  hash TEXT PRIMARY KEY,
  export_ref INTEGER NOT NULL,
  made_ms INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL,
  used_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX export_link_of ON export_link (export_ref);
