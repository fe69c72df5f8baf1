-- Answers of calls that may be repeated with their Idempotency-Key, for a day. Both hashes are keyed, so that neither a
-- key nor a body can be guessed; the answer is sealed under the company, and NULL while the first call runs.
CREATE TABLE idempotent_call (
  call_hash BLOB PRIMARY KEY,
  company_ref INTEGER NOT NULL,
  body_hash BLOB NOT NULL,
  answer BLOB,
  made_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX idempotent_call_made ON idempotent_call (made_ms);
