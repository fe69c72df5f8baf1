package kz.relog.api.account;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kz.relog.api.access.Callers;
import kz.relog.api.access.StandingRule;
import kz.relog.api.audit.AuditLog;
import kz.relog.api.call.Door;
import kz.relog.api.call.Endpoint;
import kz.relog.api.notice.Notices;
import kz.relog.api.store.AdminStore;

/** All that logins need, put together. Any thread; closing it ends its own threads. */
public final class Accounts implements AutoCloseable {
  private final AdminStore store;
  private final Notices notices;
  private final AuditLog audit;
  private final SecureRandom random;
  private final Clock clock;
  private final HashDesk desk;
  private final Door door = new Door();
  private final Sessions sessions;
  private final Logins logins;
  private final Confirmations confirmations;
  private final PasswordRule rule = new PasswordRule();
  private final MailGate gate;

  /**
   * Logins over these records.
   *
   * @param settings costs and patience
   * @param standing tells how far a member has come
   * @param notices takes what people are told
   * @param audit takes what was done
   */
  public Accounts(
      AdminStore store,
      AccountSettings settings,
      StandingRule standing,
      Notices notices,
      AuditLog audit,
      SecureRandom random,
      Clock clock) {
    this.store = store;
    this.notices = notices;
    this.audit = audit;
    this.random = random;
    this.clock = clock;
    this.desk = new HashDesk(settings, random);
    this.sessions = new Sessions(store.sessions(), standing, random, clock);
    this.logins =
        new Logins(
            this,
            throttle(settings.accountFree(), Duration.ofMinutes(1)),
            throttle(settings.addressFree(), Duration.ofMinutes(15)));
    this.confirmations = new Confirmations(this);
    this.gate =
        new MailGate(
            throttle(settings.mailFree(), Duration.ofHours(1)),
            throttle(10 * settings.mailFree(), Duration.ofMinutes(15)));
  }

  /** The endpoints of logins. */
  public List<Endpoint> endpoints() {
    List<Endpoint> endpoints = new ArrayList<>();
    endpoints.addAll(new RegistrationEndpoints(this).endpoints());
    endpoints.addAll(new SessionEndpoints(this).endpoints());
    endpoints.addAll(new PasswordEndpoints(this).endpoints());
    endpoints.addAll(new EmailEndpoints(this).endpoints());
    endpoints.addAll(new ApiTokenEndpoints(store.apiTokens(), audit, random, clock).endpoints());
    return endpoints;
  }

  /** The bearers of tokens: people and machines. */
  public Callers callers() {
    return sessions.or(new Machines(store.apiTokens(), clock));
  }

  /** The sessions of people. */
  public Sessions sessions() {
    return sessions;
  }

  /** Ways into sessions. */
  public Logins logins() {
    return logins;
  }

  /** Mailed tokens, and what they confirm. */
  public Confirmations confirmations() {
    return confirmations;
  }

  /** Where passwords are hashed. */
  public HashDesk desk() {
    return desk;
  }

  /** Where those are served who ask to be let in. */
  public Door door() {
    return door;
  }

  /** What a new password must be. */
  public PasswordRule rule() {
    return rule;
  }

  /** The records. */
  public AdminStore store() {
    return store;
  }

  /** Takes what people are told. */
  public Notices notices() {
    return notices;
  }

  /** Takes what was done. */
  public AuditLog audit() {
    return audit;
  }

  /** Makes references and tokens. */
  public SecureRandom random() {
    return random;
  }

  /** Wall time, UTC. */
  public Clock clock() {
    return clock;
  }

  /** Keeps anyone from having us write mails without end. */
  MailGate gate() {
    return gate;
  }

  @Override
  public void close() {
    desk.close();
    door.close();
  }

  private Throttle throttle(int free, Duration longest) {
    return new Throttle(clock, free, Duration.ofSeconds(1), longest, AccountLimits.THROTTLED_MAX);
  }
}
