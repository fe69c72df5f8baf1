package kz.relog.api.access;

/** How far a person has come: each step allows what the ones before it do. */
public enum Standing {
  /** The membership has ended: for a while own data can be read, taken along and erased. */
  ENDED,
  /**
   * The person's data is blocked for its erasure: only taking it along and looking on is allowed.
   */
  BLOCKED,
  /** The e-mail is not verified, or the invitation not accepted. */
  PENDING,
  /** The documents in force are not accepted: only reading them and deleting oneself is allowed. */
  DOCUMENTS_DUE,
  /** Everything that the role allows. */
  FULL
}
