package kz.relog.api.audit;

import kz.relog.api.access.Role;

/** What did something. */
public enum Actor {
  /** Runs the installation. */
  OPERATOR,
  /** Answers for a company. */
  OWNER,
  /** Plans and watches. */
  DISPATCHER,
  /** Drives. */
  DRIVER,
  /** Looks at what a company did. */
  AUDITOR,
  /** Whoever came without a login. */
  ANONYMOUS,
  /** The installation by itself: a term ran out, a device asked. */
  SYSTEM;

  /** The actor that a caller of this role is. */
  public static Actor of(Role role) {
    return switch (role) {
      case OPERATOR -> OPERATOR;
      case OWNER -> OWNER;
      case DISPATCHER -> DISPATCHER;
      case DRIVER -> DRIVER;
      case AUDITOR -> AUDITOR;
    };
  }
}
