package kz.relog.api.notice;

/** Why a person is written to. */
public enum Category {
  /** About the service the person uses: always sent. */
  SERVICE,
  /** About products and offers: only to whoever opted in. */
  MARKETING
}
