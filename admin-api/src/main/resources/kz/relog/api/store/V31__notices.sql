-- What people are told. content: address and values, sealed under seal_ref; gone after its term, the proof stays.
CREATE TABLE notice (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  notice_ref INTEGER NOT NULL UNIQUE,
  company_ref INTEGER NOT NULL,
  person_ref INTEGER NOT NULL,
  seal_ref INTEGER NOT NULL,
  about_ref INTEGER NOT NULL,
  template TEXT NOT NULL,
  language TEXT NOT NULL,
  content BLOB,
  once INTEGER NOT NULL,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  due_ms INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  ended_ms INTEGER NOT NULL,
  reply TEXT NOT NULL,
  read_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX notice_due ON notice (due_ms) WHERE state = 'QUEUED';
CREATE INDEX notice_of_person ON notice (person_ref, number);
CREATE INDEX notice_about ON notice (about_ref, state);
CREATE INDEX notice_with_content ON notice (created_ms) WHERE content IS NOT NULL;
