-- Who asked for what to be erased, from the request to the certificate; what the eraser does of it is in the table erasure.
-- subject_ref: the person, or the customer at a stop. account_ref: the login that goes with the person; 0 when it stays.
-- reason: sealed under the person. address: where the end is told, sealed under notice_ref, a key for this alone.
CREATE TABLE erasure_request (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  request_ref INTEGER NOT NULL UNIQUE,
  company_ref INTEGER NOT NULL,
  subject_ref INTEGER NOT NULL,
  asked_by_ref INTEGER NOT NULL,
  asker TEXT NOT NULL CHECK (asker IN ('PERSON', 'DISPATCHER', 'OWNER', 'RETENTION')),
  about TEXT NOT NULL CHECK (about IN ('PERSON', 'CUSTOMER')),
  device_ref INTEGER NOT NULL,
  from_ms INTEGER NOT NULL,
  to_ms INTEGER NOT NULL,
  categories INTEGER NOT NULL,
  asked_ms INTEGER NOT NULL,
  due_ms INTEGER NOT NULL,             -- end of the export window
  state TEXT NOT NULL CHECK (state IN ('WAITING', 'HELD', 'PREPARING', 'ERASING', 'DONE', 'CANCELLED')),
  account_ref INTEGER NOT NULL,
  erasure_ref INTEGER NOT NULL,        -- 0 before the order
  account_erasure_ref INTEGER NOT NULL,
  ended_ms INTEGER NOT NULL,
  notice_ref INTEGER NOT NULL,         -- 0 when nobody is told
  notice_until_ms INTEGER NOT NULL,    -- 0 before, and after the key is destroyed
  reason BLOB,
  address BLOB,
  certificate TEXT NOT NULL
) STRICT;

CREATE INDEX erasure_request_of_company ON erasure_request (company_ref, number);
CREATE INDEX erasure_request_of_subject ON erasure_request (subject_ref);
CREATE INDEX erasure_request_open ON erasure_request (state) WHERE state NOT IN ('DONE', 'CANCELLED');

-- Which drives nobody may read now, but the auditor. to_ms is exclusive.
CREATE VIEW blocked_drive AS
  SELECT d.device_ref, r.from_ms, r.to_ms
    FROM erasure_request r JOIN device d ON d.subject_ref = r.subject_ref
    WHERE r.state IN ('WAITING', 'HELD', 'PREPARING', 'ERASING') AND r.about = 'PERSON'
      AND (r.categories = 0 OR r.categories & 1 = 1) AND r.device_ref IN (0, d.device_ref)
  UNION ALL
  SELECT b.device_ref, MAX(b.from_ms, r.from_ms),
      MIN(CASE b.to_ms WHEN 0 THEN 9223372036854775807 ELSE b.to_ms END, r.to_ms)
    FROM erasure_request r JOIN binding b ON b.subject_ref = r.subject_ref
    WHERE r.state IN ('WAITING', 'HELD', 'PREPARING', 'ERASING') AND r.about = 'PERSON'
      AND (r.categories = 0 OR r.categories & 1 = 1) AND r.device_ref IN (0, b.device_ref);
