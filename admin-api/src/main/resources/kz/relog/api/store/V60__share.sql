-- Links for customers who wait. They hold no word of anybody: a plan's reference, a stop's number, the hash of a token.

CREATE TABLE share_link (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  link_ref INTEGER NOT NULL UNIQUE,
  hash TEXT NOT NULL UNIQUE,           -- SHA-256 of the token
  company_ref INTEGER NOT NULL,
  plan_ref INTEGER NOT NULL,
  stop_id INTEGER NOT NULL,
  made_by INTEGER NOT NULL,            -- person; 0 for the operator and for a machine
  language TEXT NOT NULL,              -- of the page; empty for the browser's
  created_ms INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL,
  ended_ms INTEGER NOT NULL,           -- 0 while it lives
  openings INTEGER NOT NULL,
  first_view_ms INTEGER NOT NULL,      -- 0 before
  last_view_ms INTEGER NOT NULL        -- to the minute
) STRICT;

CREATE INDEX share_link_of_stop ON share_link (company_ref, plan_ref, stop_id, number);

-- What a company lets its customers see beyond the least.
CREATE TABLE share_setting (
  company_ref INTEGER PRIMARY KEY,
  vehicle_name INTEGER NOT NULL
) STRICT;

-- What was handed to somebody outside of the company. One row for each source and person.
CREATE TABLE disclosure (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  disclosure_ref INTEGER NOT NULL UNIQUE,
  company_ref INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('SHARE_LINK', 'MACHINE_EXPORT', 'LAWFUL_REQUEST')),
  source_ref INTEGER NOT NULL,         -- the link, the token, the request
  subject_ref INTEGER NOT NULL,
  purpose TEXT NOT NULL,
  basis TEXT NOT NULL,
  categories TEXT NOT NULL,            -- comma-separated
  recipient BLOB,                      -- of a lawful request: name and address; under company_ref
  by_ref INTEGER NOT NULL,             -- person; 0 for the operator and for a machine
  first_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,            -- to the minute
  times INTEGER NOT NULL,
  UNIQUE (kind, source_ref, subject_ref)
) STRICT;

CREATE INDEX disclosure_of_company ON disclosure (company_ref, number);
CREATE INDEX disclosure_of_subject ON disclosure (subject_ref, number);
