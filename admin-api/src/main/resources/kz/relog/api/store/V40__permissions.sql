-- Road tables: written by the projector alone, in the order of the journal.

-- What facts of a person may be stored for, from when to when. Open while to_ms is null.
-- to_device_ref: the device on which it was ended; 0 when not on a device. evidence: what the person had agreed to then.
CREATE TABLE permission (
  person_ref INTEGER NOT NULL,
  purpose TEXT NOT NULL,
  from_seq INTEGER NOT NULL,
  from_ms INTEGER NOT NULL,
  to_seq INTEGER,
  to_ms INTEGER,
  to_device_ref INTEGER NOT NULL DEFAULT 0,
  evidence INTEGER,
  PRIMARY KEY (person_ref, purpose, from_seq)
) STRICT, WITHOUT ROWID;

-- Private trips: when a person did not want to be tracked although it was permitted.
CREATE TABLE pause (
  person_ref INTEGER NOT NULL,
  purpose TEXT NOT NULL,
  from_seq INTEGER NOT NULL,
  from_ms INTEGER NOT NULL,
  to_seq INTEGER,
  to_ms INTEGER,
  PRIMARY KEY (person_ref, purpose, from_seq)
) STRICT, WITHOUT ROWID;

-- Tables of the API: written by its handlers; the road never sees them.

-- On what ground a person is asked to be tracked: written before the road hears of the grant.
-- assessment: date and text of a basis other than consent, sealed under the key of the company.
CREATE TABLE permission_evidence (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  company_ref INTEGER NOT NULL,
  person_ref INTEGER NOT NULL,
  purpose TEXT NOT NULL,
  basis TEXT NOT NULL,
  document TEXT NOT NULL,
  assessed_day TEXT,
  assessment BLOB,
  told_ref INTEGER,
  by_person_ref INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  receipt_ref INTEGER
) STRICT;

CREATE INDEX permission_evidence_of_person ON permission_evidence (person_ref, purpose);

-- Permissions that concern no position: camera and gallery, marketing, transfer abroad.
CREATE TABLE own_permission (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  company_ref INTEGER NOT NULL,
  person_ref INTEGER NOT NULL,
  purpose TEXT NOT NULL,
  from_ms INTEGER NOT NULL,
  to_ms INTEGER,
  evidence INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX own_permission_open ON own_permission (person_ref, purpose) WHERE to_ms IS NULL;

-- A person's answer to a basis other than consent.
CREATE TABLE objection (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  company_ref INTEGER NOT NULL,
  person_ref INTEGER NOT NULL,
  purpose TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX objection_of_person ON objection (person_ref);

-- That a person was told that positions are recorded: by whom, when, with which text, how.
CREATE TABLE told (
  told_ref INTEGER PRIMARY KEY,
  company_ref INTEGER NOT NULL,
  person_ref INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  document TEXT NOT NULL,
  how TEXT NOT NULL,
  by_person_ref INTEGER NOT NULL,
  written_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX told_of_person ON told (company_ref, person_ref);
