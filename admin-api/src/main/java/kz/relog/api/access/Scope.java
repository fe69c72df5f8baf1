package kz.relog.api.access;

/** What an API token may be used for; a person's session has all of them. */
public enum Scope {
  /** Reading devices, vehicles, plans and plan-fact. */
  FLEET_READ,
  /** Changing devices, vehicles and plans. */
  FLEET_WRITE,
  /** Reading positions: tracks, live view. */
  TRACKS,
  /** People, permissions, account: never given to a token. */
  PEOPLE
}
