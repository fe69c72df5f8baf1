-- A reference of the installation itself: what belongs to no person and no company is sealed under it.
CREATE TABLE installation (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  ref INTEGER NOT NULL
) STRICT;

INSERT INTO installation (id, ref) VALUES (1, MAX(1, random() & 9223372036854775807));

-- Who did and who looked at what. Rows are added and never changed: hash covers the row and the hash before it.
-- peer: shortened address, sealed, cleared after its term; the hash commits to peer_hash alone, which stays.
CREATE TABLE audit (
  number INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  company_ref INTEGER NOT NULL,
  person_ref INTEGER NOT NULL,
  session_ref INTEGER NOT NULL,
  action TEXT NOT NULL,
  object_kind TEXT NOT NULL,
  object_ref INTEGER NOT NULL,
  subject_ref INTEGER NOT NULL,
  purpose TEXT NOT NULL,
  outcome TEXT NOT NULL,
  peer_hash BLOB NOT NULL,
  hash BLOB NOT NULL,
  peer BLOB
) STRICT;

CREATE INDEX audit_of_company ON audit (company_ref, number);
CREATE INDEX audit_of_subject ON audit (subject_ref, number);
CREATE INDEX audit_with_peer ON audit (at_ms) WHERE peer IS NOT NULL;

CREATE TRIGGER audit_keeps_rows BEFORE DELETE ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit is append-only');
END;

CREATE TRIGGER audit_keeps_values
BEFORE UPDATE OF number, at_ms, actor, company_ref, person_ref, session_ref, action, object_kind, object_ref,
  subject_ref, purpose, outcome, peer_hash, hash ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit is append-only');
END;
