package kz.relog.app.serve;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import kz.relog.api.AdminConfig;
import kz.relog.api.AdminNotices;
import kz.relog.api.AdminPorts;
import kz.relog.api.AdminServer;
import kz.relog.api.KeepPorts;
import kz.relog.api.enrol.DeviceAddresses;
import kz.relog.api.guard.HttpsFiles;
import kz.relog.api.live.LiveEvents;
import kz.relog.api.spi.Erasures;
import kz.relog.api.spi.Health;
import kz.relog.api.store.AdminStore;
import kz.relog.app.archive.TrackArchive;
import kz.relog.app.config.MailConfig;
import kz.relog.app.config.RelogConfig;
import kz.relog.app.config.RetentionSettings;
import kz.relog.app.config.ServerLimits;
import kz.relog.app.config.Settings;
import kz.relog.app.correct.FactCorrector;
import kz.relog.app.erase.DerivedStores;
import kz.relog.app.erase.ErasedLists;
import kz.relog.app.erase.Eraser;
import kz.relog.app.erase.EraserParts;
import kz.relog.app.erase.ErasureHook;
import kz.relog.app.feed.Feed;
import kz.relog.app.live.EventTeller;
import kz.relog.app.live.LiveState;
import kz.relog.app.recompute.Recomputer;
import kz.relog.app.report.ArchivedPlanFacts;
import kz.relog.app.retain.JournalRetention;
import kz.relog.ingest.IngestFailure;
import kz.relog.ingest.IngestMetrics;
import kz.relog.ingest.IngestServer;
import kz.relog.journal.Journal;
import kz.relog.journal.JournalConfig;
import kz.relog.journal.Journals;
import kz.relog.journal.SyncMode;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.Vaults;
import kz.relog.proto.frame.CryptoProviders;
import kz.relog.route.EngineConfig;
import kz.relog.route.RouteEngine;

/**
 * A whole server in one process. The road in one place: sockets → sequencer → journal → feed → live
 * view and records, and journal → archive.
 *
 * <p>Threads made here or below: the ingest server's event loops and its sequencer, {@code feed}
 * (owns the route engine), {@code archiver}, {@code recompute} (reads the archive for the feed),
 * and the HTTP server's own.
 */
public final class RelogServer implements AutoCloseable {
  /** What was opened, the last one on top; closed in that order. */
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  private final Journal journal;
  private final TrackArchive archive;
  private final Feed feed;
  private final IngestServer ingest;
  private final Eraser eraser;
  private final AdminServer admin;
  private final CompletableFuture<IngestFailure> failure;

  /** Opens everything in the order of the road; what was opened is closed if a later part fails. */
  private RelogServer(RelogConfig config, Clock clock, ErasureHook hook) {
    Path data = config.get(Settings.DATA_DIR);
    makeDataFolder(data);
    // The schema and the HTTP server's classes need nothing of what is opened meanwhile.
    CompletableFuture<AdminStore.Migrated> records =
        CompletableFuture.supplyAsync(
            () -> AdminStore.migrate(data.resolve("admin.db")), RelogServer::beside);
    CompletableFuture<?> ahead = records.thenRun(AdminServer::loadAhead);
    try {
      Provider provider = CryptoProviders.fastest();
      Vault vault = keep(Vaults.open(VaultConfig.below(data, provider)));
      journal =
          keep(
              Journals.open(
                  JournalConfig.in(data.resolve("journal"))
                      .sync(syncMode(config))
                      .clock(clock)
                      .cipherProvider(provider)
                      .build(),
                  vault));

      AdminStore store = keep(AdminStore.open(migrated(records), Bridges.recordSealer(vault)));
      keep(
          AdminNotices.start(
              store, MailConfig.of(config), data, config.get(Settings.COMPANY_TIME_ZONE), clock));
      RoadRates rates = new RoadRates();
      LiveEvents events = new LiveEvents(store.events());
      long feedFrom = feedFrom(store, clock);
      EventTeller teller =
          new EventTeller(
              store.events(),
              events,
              clock,
              planRef -> store.plans().findCreatedSeq(planRef).orElse(feedFrom) >= feedFrom);
      LiveState live = new LiveState(clock, teller, rates);
      RouteEngine engine = new RouteEngine(EngineConfig.DEFAULT, live);
      archive = keep(TrackArchive.start(data.resolve("archive.db"), journal, vault));
      requireNotAhead("archive.db", archive.archivedSeq());
      Recomputer recomputer = keep(Recomputer.start(archive));
      feed =
          keep(new Feed(journal, engine, live, store.projector(), recomputer, archive, feedFrom));

      ingest =
          keep(
              IngestServer.start(
                  ServerLimits.ingest(config),
                  journal,
                  Bridges.deviceSecrets(vault),
                  Clocks.forIngest(clock)));
      failure = ingest.failure();
      // The live view shows nobody of whom it does not know whether they allow it now.
      live.askGate(ingest::openPurposes);
      feed.start(() -> archive.readLast(live::onLastFact));
      Path list = config.get(Settings.ERASED_LIST_COPY);
      eraser =
          keep(
              Eraser.start(
                  new EraserParts(
                      store.erasures(),
                      new ErasedLists(
                          data.resolve(Settings.ERASED_LIST),
                          list.toString().isEmpty() ? Settings.erasedListBeside(data) : list,
                          vault),
                      ingest.commands(),
                      journal,
                      vault,
                      archive,
                      store.planEnds(),
                      DerivedStores.all(store, feed, ingest),
                      clock,
                      new SecureRandom(),
                      hook)));
      keep(
          JournalRetention.start(
              journal,
              config.get(Settings.JOURNAL_KEEP),
              clock,
              List.of(
                  () -> archive.archivedSeq() + 1,
                  () -> feedFrom(store, clock),
                  eraser::neededSeq)));
      rates.watch(ingest.metrics());
      PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      RoadMeters.bind(registry, ingest.metrics(), journal, feed, recomputer, archive);
      admin =
          keep(
              AdminServer.start(
                  adminConfig(config, data),
                  store,
                  new AdminPorts(
                      Bridges.roadCommands(
                          ingest.commands(), vault, config.get(Settings.GATE_SYNTHETIC_DEVICES)),
                      new GateBridge(ingest.commands(), vault),
                      archive,
                      live,
                      new ArchivedPlanFacts(archive),
                      live,
                      events,
                      keep(config),
                      new FactCorrector(archive, journal, eraser, feed, ingest::askGate),
                      this::health,
                      registry,
                      clock)));
    } catch (RuntimeException e) {
      // Nothing is written any more behind the back of who tries again.
      ahead.handle((done, failed) -> 0).join();
      closeAll(e);
      throw e;
    }
  }

  /** On a thread of its own: the common pool may be one thread, and be held by somebody else. */
  private static void beside(Runnable task) {
    Thread thread = new Thread(task, "start");
    thread.setDaemon(true);
    thread.start();
  }

  private static AdminStore.Migrated migrated(CompletableFuture<AdminStore.Migrated> records) {
    try {
      return records.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException why ? why : e;
    }
  }

  /**
   * Starts a server; returns when it takes frames and answers requests.
   *
   * @param config all settings
   * @param clock wall time, UTC
   * @throws RuntimeException with what is wrong and what to do next; nothing is left open
   */
  public static RelogServer start(RelogConfig config, Clock clock) {
    return start(config, clock, ErasureHook.NONE);
  }

  /**
   * The same with a seam for tests and drills.
   *
   * @param hook told after each step of an erasure
   */
  public static RelogServer start(RelogConfig config, Clock clock, ErasureHook hook) {
    return new RelogServer(config, clock, hook);
  }

  private static void makeDataFolder(Path data) {
    try {
      if (!Files.isDirectory(data)) {
        Files.createDirectories(data);
        if (data.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the data folder " + data + " cannot be made", e);
    }
  }

  private static SyncMode syncMode(RelogConfig config) {
    return config.get(Settings.JOURNAL_SYNC) == Settings.SyncMode.ALWAYS
        ? SyncMode.ALWAYS
        : SyncMode.OS;
  }

  /** What gives people their data and removes it in time. */
  private KeepPorts keep(RelogConfig config) {
    return new KeepPorts(
        archive.subjects(),
        archive.months(),
        eraser,
        RetentionSettings.terms(config),
        RetentionSettings.accessTerm(config),
        RetentionSettings.exportWindow(config));
  }

  private static AdminConfig adminConfig(RelogConfig config, Path data) {
    String token = config.get(Settings.OPERATOR_TOKEN);
    return new AdminConfig(
        config.get(Settings.HTTP_ADDRESS),
        data,
        token.isEmpty() ? Optional.empty() : Optional.of(token),
        config.get(Settings.HTTP_BEHIND_PROXY),
        config.get(Settings.COMPANY_TIME_ZONE),
        config.get(Settings.GATE_SYNTHETIC_DEVICES),
        https(config),
        new DeviceAddresses(
            config.get(Settings.PUBLIC_URL).map(URI::toString),
            config.get(Settings.PUBLIC_UDP),
            config.get(Settings.PUBLIC_TCP)));
  }

  /** A file that is missing is told by the API's own check. */
  private static Optional<HttpsFiles> https(RelogConfig config) {
    Path certificate = config.get(Settings.HTTP_TLS_CERTIFICATE);
    Path key = config.get(Settings.HTTP_TLS_KEY);
    boolean none = certificate.toString().isEmpty() && key.toString().isEmpty();
    return none ? Optional.empty() : Optional.of(new HttpsFiles(certificate, key));
  }

  /** The earliest entry that the records or a plan that may still be driven needs. */
  private long feedFrom(AdminStore store, Clock clock) {
    requireNotAhead("admin.db", store.projector().appliedSeq());
    long unapplied = store.projector().appliedSeq() + 1;
    return Math.min(unapplied, store.plans().findEarliestLiveSeq(clock.millis()).orElse(unapplied));
  }

  /** Entries that are numbered anew would be taken for known ones. */
  private void requireNotAhead(String file, long seq) {
    if (seq > journal.durableSeq()) {
      throw new IllegalStateException(
          file
              + " is at entry "
              + seq
              + ", but the journal ends at "
              + journal.durableSeq()
              + ": the journal was cut or replaced; put back the one that belongs to it, or move "
              + file
              + " away to have it made anew from the journal");
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    opened.push(part);
    return part;
  }

  private List<Health.Part> health() {
    boolean stopped = journal.failure().isPresent() || failure.isDone();
    return List.of(
        stopped
            ? new Health.Part(
                "journal", Health.Status.FAILING, "stopped; run `relog journal verify`")
            : new Health.Part("journal", Health.Status.OK, ""),
        feed.isWorking()
            ? new Health.Part("feed", Health.Status.OK, "")
            : new Health.Part("feed", Health.Status.FAILING, "stopped; see the log and restart"),
        feed.recordsWork()
            ? new Health.Part("records", Health.Status.OK, "")
            : new Health.Part(
                "records", Health.Status.DEGRADED, "cannot be written; is the disk full?"),
        archive.isWorking()
            ? new Health.Part("archive", Health.Status.OK, "")
            : new Health.Part(
                "archive", Health.Status.DEGRADED, "cannot be written; facts stay in the journal"));
  }

  /** Where devices send datagrams. */
  public InetSocketAddress udpAddress() {
    return ingest.udpAddress();
  }

  /** Where devices connect. */
  public InetSocketAddress tcpAddress() {
    return ingest.tcpAddress();
  }

  /** Where the API and the page are. */
  public URI httpUri() {
    return admin.uri();
  }

  /** The file with the operator's token; empty when the token was given. */
  public Optional<Path> tokenFile() {
    return admin.tokenFile();
  }

  /** The counts of the road in. */
  public IngestMetrics metrics() {
    return ingest.metrics();
  }

  /** Erases subjects. */
  public Erasures erasures() {
    return eraser;
  }

  /** The track archive. */
  public TrackArchive archive() {
    return archive;
  }

  /** Completes when the server has stopped by itself, with the reason and what to run next. */
  public CompletableFuture<IngestFailure> failure() {
    return failure;
  }

  /**
   * Waits until the route engine has seen everything that is durable now.
   *
   * @return false when it takes longer than that
   */
  public boolean awaitFeed(long timeoutMs) {
    long wanted = journal.durableSeq();
    long deadlineNs = System.nanoTime() + timeoutMs * 1_000_000;
    while (feed.appliedSeq() < wanted) {
      if (!feed.isWorking() || System.nanoTime() > deadlineNs) {
        return false;
      }
      java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
    }
    return true;
  }

  /**
   * Stops: HTTP first, then the sockets; what was received is journalled, forced and acked; feed
   * and archive follow to the end; then the files are closed.
   */
  @Override
  public void close() {
    RuntimeException failure = new IllegalStateException("the server did not stop cleanly");
    closeAll(failure);
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }

  private void closeAll(RuntimeException failure) {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        failure.addSuppressed(e);
      }
    }
  }
}
