-- What the law asks for: asked by an owner, released or refused by somebody else, handed over once.

CREATE TABLE lawful_request (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  request_ref INTEGER NOT NULL UNIQUE,
  company_ref INTEGER NOT NULL,
  subject_ref INTEGER NOT NULL,
  basis TEXT NOT NULL,
  categories TEXT NOT NULL,            -- comma-separated
  from_ms INTEGER NOT NULL,
  to_ms INTEGER NOT NULL,
  recipient BLOB NOT NULL,             -- name and address; under company_ref
  reference BLOB NOT NULL,             -- of the request; under subject_ref
  reason BLOB,                         -- of a refusal; under subject_ref
  state TEXT NOT NULL CHECK (state IN ('ASKED', 'RELEASED', 'REFUSED', 'HANDED_OVER')),
  asked_by INTEGER NOT NULL,
  asked_ms INTEGER NOT NULL,
  decided_by INTEGER NOT NULL,         -- 0 before
  decided_ms INTEGER NOT NULL,
  handed_ms INTEGER NOT NULL           -- 0 before
) STRICT;

CREATE INDEX lawful_request_of_company ON lawful_request (company_ref, number);
CREATE INDEX lawful_request_of_subject ON lawful_request (subject_ref, number);

-- The service passes to another company; everybody is told. told: the last person who was.
CREATE TABLE business_transfer (
  transfer_ref INTEGER PRIMARY KEY,
  recipient BLOB NOT NULL,             -- sealed under transfer_ref
  at_ms INTEGER NOT NULL,
  announced_ms INTEGER NOT NULL,
  told INTEGER NOT NULL,
  complete INTEGER NOT NULL
) STRICT;
