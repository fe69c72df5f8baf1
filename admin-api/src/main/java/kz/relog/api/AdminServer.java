package kz.relog.api;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.util.TlsEngineType;
import com.linecorp.armeria.server.ClientAddressSource;
import com.linecorp.armeria.server.GracefulShutdown;
import com.linecorp.armeria.server.ProxiedAddresses;
import com.linecorp.armeria.server.RejectedRouteHandler;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Callers;
import kz.relog.api.access.MembershipEnd;
import kz.relog.api.access.StandingRule;
import kz.relog.api.account.AccountSettings;
import kz.relog.api.account.Accounts;
import kz.relog.api.audit.AuditLog;
import kz.relog.api.audit.AuditTrail;
import kz.relog.api.call.CompanyTime;
import kz.relog.api.call.Door;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.OnceOnly;
import kz.relog.api.call.RoadWait;
import kz.relog.api.call.Router;
import kz.relog.api.company.CompanyEndpoints;
import kz.relog.api.company.OwnCompanyEndpoints;
import kz.relog.api.correct.CorrectionEndpoints;
import kz.relog.api.correct.CorrectionNotices;
import kz.relog.api.correct.Corrector;
import kz.relog.api.disclosure.Disclosures;
import kz.relog.api.disclosure.MachineRegister;
import kz.relog.api.disclosure.RecipientNotices;
import kz.relog.api.driver.OwnDrives;
import kz.relog.api.erase.Blocked;
import kz.relog.api.guard.CallerGuard;
import kz.relog.api.guard.HostGuard;
import kz.relog.api.guard.HttpsCertificate;
import kz.relog.api.guard.OperatorToken;
import kz.relog.api.hours.HoursOnRoad;
import kz.relog.api.live.EventEndpoints;
import kz.relog.api.live.LiveEndpoint;
import kz.relog.api.notice.Notices;
import kz.relog.api.notice.Outbox;
import kz.relog.api.ops.OpsEndpoints;
import kz.relog.api.ops.RequestMeter;
import kz.relog.api.page.PageFiles;
import kz.relog.api.people.InvitationEndpoints;
import kz.relog.api.people.Leaving;
import kz.relog.api.people.MeEndpoints;
import kz.relog.api.people.PeopleEndpoints;
import kz.relog.api.permission.MarketingSwitch;
import kz.relog.api.planning.PlanEndpoints;
import kz.relog.api.problem.ProblemAnswers;
import kz.relog.api.purpose.BlockedDrives;
import kz.relog.api.purpose.PositionReads;
import kz.relog.api.report.ReportEndpoints;
import kz.relog.api.report.ReportStyle;
import kz.relog.api.store.AdminStore;
import kz.relog.api.track.TrackEndpoint;
import kz.relog.api.track.TrackReading;

/**
 * The HTTP server of the admin API and the console. It has event loops and blocking threads of its
 * own.
 *
 * <p>The way of a request, one step after the other: headers of every answer, {@link
 * RunningRequests}, {@link RequestMeter}, {@link HostGuard}, {@link CallerGuard}, {@link Router},
 * the endpoint on a blocking thread; whatever fails on the way ends in {@link ProblemAnswers}.
 */
public final class AdminServer implements AutoCloseable {
  /** Event loops: the API's bytes are few, its work is on the blocking threads. */
  private static final int EVENT_LOOPS = 2;

  /** Blocking threads; 16 tracks and the rest of the requests. */
  private static final int BLOCKING_THREADS = 48;

  private static final int CONNECTIONS_MAX = 2_000;

  /** Longer than a command is waited for. */
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(15);

  static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  /**
   * Only our own files, no framing; Leaflet sets styles through the DOM, which needs no exception;
   * a printed page brings its one style sheet along.
   */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; img-src 'self' data:; style-src 'self' "
          + ReportStyle.policySource()
          + "; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** A browser that was here once never comes without TLS again, for a year. */
  private static final String HSTS = "max-age=31536000";

  private final Server server;
  private final LiveEndpoint live;
  private final EventEndpoints events;
  private final Accounts accounts;
  private final Keeping keeping;
  private final Corrector corrector;
  private final RunningRequests running;
  private final OperatorToken token;
  private final URI uri;

  private final List<Endpoint> endpoints;

  private AdminServer(
      Server server,
      List<Endpoint> endpoints,
      LiveEndpoint live,
      EventEndpoints events,
      Accounts accounts,
      Keeping keeping,
      Corrector corrector,
      RunningRequests running,
      OperatorToken token) {
    this.server = server;
    this.accounts = accounts;
    this.keeping = keeping;
    this.corrector = corrector;
    this.running = running;
    this.endpoints = List.copyOf(endpoints);
    this.live = live;
    this.events = events;
    this.token = token;
    this.uri = uriOf(server);
  }

  /**
   * Starts listening; returns when requests are answered.
   *
   * @param config where and how; all its problems are told at once
   * @param store the records, open; stays the caller's to close, after this server
   * @param ports what the app provides
   * @throws IllegalArgumentException when {@link AdminConfig#problems()} is not empty
   * @throws UncheckedIOException when the address is taken or the token file not usable
   */
  public static AdminServer start(AdminConfig config, AdminStore store, AdminPorts ports) {
    return start(
        config,
        store,
        ports,
        AdminPatience.DEFAULT,
        Callers.NONE,
        AccountSettings.forThisMachine(),
        UnaryOperator.identity(),
        Optional.empty());
  }

  /** As the public one, with other waiting times and costs, and more callers. */
  static AdminServer start(
      AdminConfig config,
      AdminStore store,
      AdminPorts ports,
      AdminPatience patience,
      Callers known,
      AccountSettings settings,
      UnaryOperator<Notices> tap,
      Optional<StandingRule> standing) {
    List<String> problems = config.problems();
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    SecureRandom random = new SecureRandom();
    OperatorToken token =
        config
            .operatorToken()
            .map(OperatorToken::given)
            .orElseGet(() -> OperatorToken.inDirectory(config.dataDir(), random));
    Callers operator =
        sent -> token.matches(sent) ? Optional.of(Caller.operator()) : Optional.empty();
    AuditLog audit = new AuditTrail(store.audit(), ports.clock());
    Disclosures disclosures = new Disclosures(store.disclosures(), random, ports.clock());
    PositionReads reads = new PositionReads(audit, new MachineRegister(store, disclosures));
    LiveEndpoint live =
        new LiveEndpoint(
            ports.live(), ports.events(), store, reads, patience.live(), ports.metrics());
    EventEndpoints events = new EventEndpoints(store, patience.live(), ports.metrics());
    CompanyTime time = new CompanyTime(ports.clock(), zones(store, config));
    Notices notices = tap.apply(new Outbox(store.notices(), random, ports.clock()));
    Papers papers = new Papers(store, audit, notices, random, ports.clock());
    List<Endpoint> endpoints =
        endpoints(config, store, ports, papers, reads, time, patience, random);
    endpoints.addAll(papers.endpoints(new MarketingSwitch(store.permissions(), ports.clock())));
    Blocked blocked = new Blocked(store.erasureRequests());
    Accounts accounts =
        new Accounts(
            store,
            settings,
            blocked.over(standing.orElseGet(papers::standing)),
            notices,
            audit,
            random,
            ports.clock());
    endpoints.addAll(accounts.endpoints());
    RoadWait wait = new RoadWait(store.applied(), patience.command().toNanos());
    MembershipEnd leaving = GateEndpoints.offTheRoad(store, ports, wait, random);
    endpoints.addAll(people(accounts, leaving));
    endpoints.addAll(Outside.endpoints(config, store, ports, disclosures, audit, notices, random));
    endpoints.addAll(new CompanyEndpoints(store.companies(), store.takeOver(), audit).endpoints());
    endpoints.addAll(
        new OwnCompanyEndpoints(
                store.companies(), new HoursOnRoad(store.hours(), ports.gate(), wait), audit)
            .endpoints());
    endpoints.addAll(live.endpoints());
    endpoints.addAll(events.endpoints());
    Corrector corrector =
        new Corrector(
                store.corrections(),
                ports.gate(),
                ports.corrections(),
                new CorrectionNotices(notices, new RecipientNotices(store, notices), audit, time),
                ports.clock())
            .start();
    endpoints.addAll(new CorrectionEndpoints(store, corrector, random, ports.clock()).endpoints());
    Keeping keeping = Keeping.start(config, accounts, ports, time, papers, leaving, wait);
    endpoints.addAll(keeping.endpoints());
    endpoints.addAll(new OpsEndpoints(keeping.health(ports.health()), ports.metrics()).endpoints());
    List<Endpoint> served =
        blocked.before(
            new OnceOnly(store.idempotentCalls(), ports.clock())
                .before(Repeatable.OPERATIONS, endpoints));
    RunningRequests running = new RunningRequests();
    Server server =
        server(
                config,
                operator.or(accounts.callers()).or(known),
                ports,
                served,
                running,
                accounts.door())
            .build();
    try {
      server.start().join();
    } catch (CompletionException refused) {
      live.close();
      events.close();
      accounts.close();
      keeping.close();
      corrector.close();
      String message = "http.listen: cannot listen on " + config.listen();
      throw new UncheckedIOException(message, new IOException(refused.getCause()));
    }
    return new AdminServer(
        server, served, live, events, accounts, keeping, corrector, running, token);
  }

  /**
   * Loads what a server is made of, about a fifth of what a start costs: it may go on beside the
   * opening of what the server needs. Any thread; without it a start takes longer, and no more.
   */
  public static void loadAhead() {
    Server.builder().build();
  }

  /** Where it listens, for example {@code http://127.0.0.1:8080}. */
  public URI uri() {
    return uri;
  }

  /** The file that holds the operator's token; empty when the token was given by the config. */
  public Optional<Path> tokenFile() {
    return token.file();
  }

  /** Each "METHOD path" of the API, for the test that compares them with its description. */
  List<String> operations() {
    return endpoints.stream().map(one -> one.method() + " " + one.path()).toList();
  }

  /** Stops taking requests, ends the streams, waits up to 5 s for requests that run. */
  @Override
  public void close() {
    live.close();
    events.close();
    running.drain(STOP_TIMEOUT);
    server.stop().join();
    corrector.close();
    accounts.close();
    keeping.close();
  }

  /** Access requests and retention, for tests and for erasures. */
  Keeping keeping() {
    return keeping;
  }

  /** The logins, for tests that count their work. */
  Accounts accounts() {
    return accounts;
  }

  private static LongFunction<ZoneId> zones(AdminStore store, AdminConfig config) {
    return companyRef ->
        store.companies().timeZone(companyRef).map(ZoneId::of).orElse(config.zone());
  }

  private static List<Endpoint> endpoints(
      AdminConfig config,
      AdminStore store,
      AdminPorts ports,
      Papers papers,
      PositionReads reads,
      CompanyTime time,
      AdminPatience patience,
      SecureRandom random) {
    RoadWait wait = new RoadWait(store.applied(), patience.command().toNanos());
    TrackReading reading = new TrackReading(ports.tracks());
    List<Endpoint> endpoints = new ArrayList<>();
    endpoints.addAll(
        GateEndpoints.of(
            config, store, ports, wait, reading, reads, time, papers.forPermissions(), random));
    endpoints.addAll(
        new PlanEndpoints(
                store, ports.road(), ports.planFacts(), wait, random, reads, papers.audit(), time)
            .endpoints());
    endpoints.addAll(
        new TrackEndpoint(
                store.devices(),
                store.shifts(),
                new BlockedDrives(store.erasureRequests()),
                reading,
                reads,
                ports.clock())
            .endpoints());
    endpoints.addAll(
        new ReportEndpoints(
                store,
                ports.replay(),
                ports.tracks(),
                new OwnDrives(store.places(), store.shifts()),
                reads,
                time)
            .endpoints());
    return endpoints;
  }

  private static List<Endpoint> people(Accounts accounts, MembershipEnd heard) {
    Leaving leaving = new Leaving(accounts, heard);
    List<Endpoint> endpoints = new ArrayList<>();
    endpoints.addAll(new MeEndpoints(accounts, leaving).endpoints());
    endpoints.addAll(new PeopleEndpoints(accounts, leaving).endpoints());
    endpoints.addAll(new InvitationEndpoints(accounts).endpoints());
    return endpoints;
  }

  private static ServerBuilder server(
      AdminConfig config,
      Callers callers,
      AdminPorts ports,
      List<Endpoint> endpoints,
      RunningRequests running,
      Door door) {
    ServerBuilder builder =
        Server.builder()
            .workerGroup(new HttpLoops("relog-http", EVENT_LOOPS), true)
            .bossGroupFactory(name -> new HttpLoops(name, 1))
            .blockingTaskExecutor(BLOCKING_THREADS)
            .maxNumConnections(CONNECTIONS_MAX)
            .requestTimeout(REQUEST_TIMEOUT)
            .meterRegistry(ports.metrics())
            // By then RunningRequests has waited; Armeria's own wait gives each idle connection 1
            // s.
            .gracefulShutdown(GracefulShutdown.disabled())
            .disableServerHeader()
            .verboseResponses(false)
            // A caller's fault is no event of ours; our own faults are logged by ProblemAnswers.
            .unloggedExceptionsReportIntervalMillis(0)
            .rejectedRouteHandler(RejectedRouteHandler.FAIL)
            .errorHandler(new ProblemAnswers())
            .setHeader(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
            .setHeader(HttpHeaderNames.REFERRER_POLICY, "no-referrer")
            .setHeader(HttpHeaderNames.CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY)
            .setHeader("cross-origin-resource-policy", "same-origin")
            .setHeader("cross-origin-opener-policy", "same-origin")
            .clientAddressSources(List.of(ClientAddressSource.ofHeader("x-forwarded-for")))
            .clientAddressTrustedProxyFilter(direct -> config.behindProxy())
            .clientAddressMapper(AdminServer::client)
            // The last decorator added is the first to see a request.
            .decorator(new CallerGuard(callers))
            .decorator(
                new HostGuard(
                    config.onLoopback(), config.behindProxy(), config.https().isPresent()))
            .decorator(new RequestMeter(ports.metrics()))
            .decorator(running);
    if (config.https().isPresent()) {
      builder
          .https(config.listen())
          .tlsProvider(new HttpsCertificate(config.https().get()))
          .tlsEngineType(TlsEngineType.JDK)
          .setHeader(HttpHeaderNames.STRICT_TRANSPORT_SECURITY, HSTS);
    } else {
      builder.http(config.listen());
    }
    Router.bind(builder, endpoints, door);
    PageFiles.bind(builder);
    return builder;
  }

  /** Behind a proxy the last address told is the one that the proxy itself saw. */
  private static InetSocketAddress client(ProxiedAddresses addresses) {
    List<InetSocketAddress> told = addresses.destinationAddresses();
    return told.isEmpty() ? addresses.sourceAddress() : told.get(told.size() - 1);
  }

  private static URI uriOf(Server server) {
    InetSocketAddress address = server.activePorts().values().iterator().next().localAddress();
    String host = address.getAddress().getHostAddress();
    boolean v6 = host.contains(":");
    String scheme = server.activePorts().values().iterator().next().hasHttps() ? "https" : "http";
    return URI.create(scheme + "://" + (v6 ? "[" + host + "]" : host) + ":" + address.getPort());
  }
}
