-- Policies and agreements in versions. No personal data: texts stand in clear, their hashes beside them.
CREATE TABLE document (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  document_ref INTEGER NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  version TEXT NOT NULL,
  material TEXT NOT NULL,              -- purposes that change, separated by commas
  installed INTEGER NOT NULL,          -- 1: came with the program, nobody published it
  published_ms INTEGER NOT NULL,
  effective_ms INTEGER NOT NULL,
  announced_number INTEGER NOT NULL,   -- people up to this number have their notice
  UNIQUE (kind, version)
) STRICT;

CREATE TABLE document_text (
  document_ref INTEGER NOT NULL REFERENCES document (document_ref),
  language TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (document_ref, language)
) STRICT, WITHOUT ROWID;

-- Who accepted what; the receipt is the evidence.
CREATE TABLE acceptance (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  company_ref INTEGER NOT NULL,
  person_ref INTEGER NOT NULL,
  document_ref INTEGER NOT NULL REFERENCES document (document_ref),
  language TEXT NOT NULL,
  accepted_ms INTEGER NOT NULL,
  receipt_ref INTEGER NOT NULL,
  UNIQUE (person_ref, document_ref)
) STRICT;

-- Signed receipts of consent; sealed under person_ref.
CREATE TABLE receipt (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  receipt_ref INTEGER NOT NULL UNIQUE,
  company_ref INTEGER NOT NULL,
  person_ref INTEGER NOT NULL,
  event TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  sealed BLOB NOT NULL
) STRICT;

CREATE INDEX receipt_of_person ON receipt (company_ref, person_ref, number);

-- What receipts are signed with; the private key is sealed under the installation's reference.
CREATE TABLE signing_key (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  public_key BLOB NOT NULL,
  sealed BLOB NOT NULL,
  created_ms INTEGER NOT NULL
) STRICT;

-- What people ask about the documents, and the answers; sealed under person_ref.
CREATE TABLE question (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  question_ref INTEGER NOT NULL UNIQUE,
  company_ref INTEGER NOT NULL,
  person_ref INTEGER NOT NULL,
  asked_ms INTEGER NOT NULL,
  answered_ms INTEGER NOT NULL,        -- 0: not yet
  question BLOB NOT NULL,
  answer BLOB
) STRICT;

CREATE INDEX question_of_person ON question (company_ref, person_ref, number);
