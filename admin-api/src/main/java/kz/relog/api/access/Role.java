package kz.relog.api.access;

/** What a caller is to the installation or to a company. */
public enum Role {
  /** Runs the installation: companies, documents, metrics. Reads no track and no person. */
  OPERATOR,
  /** Answers for a company. */
  OWNER,
  /** Plans and watches the drives of a company. */
  DISPATCHER,
  /** Drives; sees own data. */
  DRIVER,
  /** Looks at what a company did with data, and changes nothing. */
  AUDITOR
}
