package kz.relog.api.audit;

/** What kind of thing a row's object is. */
public enum ObjectKind {
  /** Nothing in particular. */
  NONE,
  /** The whole installation: its journal, its settings. */
  INSTALLATION,
  /** A company. */
  COMPANY,
  /** A login. */
  ACCOUNT,
  /** A membership of an account in a company. */
  PERSON,
  /** A session. */
  SESSION,
  /** A machine's token. */
  API_TOKEN,
  /** An invitation. */
  INVITATION,
  /** A version of a document. */
  DOCUMENT,
  /** A receipt of a consent. */
  RECEIPT,
  /** A permission to process. */
  PERMISSION,
  /** A device. */
  DEVICE,
  /** A device's one-time code. */
  ENROLMENT,
  /** A vehicle. */
  VEHICLE,
  /** A shift of a driver. */
  SHIFT,
  /** Who had a device from when to when. */
  BINDING,
  /** A plan. */
  PLAN,
  /** A notice. */
  NOTICE,
  /** A question of a person. */
  QUESTION,
  /** An access request's package. */
  EXPORT,
  /** A deletion. */
  ERASURE,
  /** A legal hold. */
  HOLD,
  /** A disclosure to a third party. */
  DISCLOSURE,
  /** A customer's link. */
  SHARE,
  /** This audit. */
  AUDIT
}
