package kz.relog.api.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import kz.relog.api.spi.Projector;
import kz.relog.api.spi.RecordSealer;
import kz.relog.api.spi.SubjectEraser;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The admin API's records in one SQLite file. Open it before the feed starts: {@link #projector()}
 * tells where the feed goes on. Any thread; calls block.
 *
 * <p>What was deleted must be gone: {@code secure_delete} overwrites it, and the rollback journal
 * is cut to nothing after each transaction (a write-ahead log would keep old pages).
 */
public final class AdminStore implements AutoCloseable {
  /** SQLite has one writer; a few readers keep short requests from queueing behind a long one. */
  private static final int CONNECTIONS = 4;

  private static final int BUSY_TIMEOUT_MS = 5_000;

  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final SqlProjector projector;
  private final DeviceRecords devices;
  private final PlanRecords plans;
  private final PlanEnds planEnds;
  private final TakeOver takeOver;
  private final ShareRecords shares;
  private final DisclosureRecords disclosures;
  private final LawfulRequestRecords lawfulRequests;
  private final TransferRecords transfers;
  private final EventRecords events;
  private final IdempotentCallRecords idempotentCalls;
  private final AuditRecords audit;
  private final NoticeRecords notices;
  private final CompanyRecords companies;
  private final AccountRecords accounts;
  private final PersonRecords people;
  private final MailTokenRecords mailTokens;
  private final JoinRecords joins;
  private final SessionRecords sessions;
  private final PermissionRecords permissions;
  private final ToldRecords told;
  private final HoursRecords hours;
  private final VehicleRecords vehicles;
  private final PlaceRecords places;
  private final ShiftRecords shifts;
  private final CorrectionRecords corrections;
  private final EnrolmentRecords enrolments;
  private final ExportRecords exports;
  private final PersonalRows personalRows;
  private final HoldRecords holds;
  private final RetentionRecords retention;
  private final ErasureRecords erasures;
  private final ErasureRequestRecords erasureRequests;
  private final RecordSealer sealer;
  private final DocumentRecords documents;
  private final ReceiptRecords receipts;
  private final OptOutRecords optOuts;
  private final MemberRecords members;
  private final QuestionRecords questions;
  private final ApiTokenRecords apiTokens;

  private AdminStore(HikariDataSource pool, RecordSealer sealer, Path file) {
    this.pool = pool;
    this.jdbi = QuietJdbi.over(pool);
    this.devices = new DeviceRecords(jdbi, sealer);
    this.projector = new SqlProjector(jdbi, sealer, devices::changedElsewhere);
    new StoredWords(jdbi, sealer).sealAll();
    this.plans = new PlanRecords(jdbi, sealer);
    this.planEnds = new PlanEnds(jdbi, sealer);
    this.takeOver = new TakeOver(jdbi, sealer, devices::changedElsewhere);
    this.events = new EventRecords(jdbi);
    this.shares = new ShareRecords(jdbi);
    SealedText outside = new SealedText(sealer);
    this.disclosures = new DisclosureRecords(jdbi, outside);
    this.lawfulRequests = new LawfulRequestRecords(jdbi, outside);
    this.transfers = new TransferRecords(jdbi, outside);
    this.idempotentCalls = new IdempotentCallRecords(jdbi, sealer);
    // One of its own: a row of the audit is never part of a transaction that may yet fail.
    this.audit =
        new AuditRecords(
            QuietJdbi.over(pool),
            sealer,
            file.toAbsolutePath().resolveSibling(AuditHead.FILE_NAME));
    this.notices = new NoticeRecords(jdbi, sealer);
    SealedText text = new SealedText(sealer);
    this.companies = new CompanyRecords(jdbi, text);
    this.accounts = new AccountRecords(jdbi, text);
    this.people = new PersonRecords(jdbi, text);
    this.mailTokens = new MailTokenRecords(jdbi, text);
    this.joins = new JoinRecords(jdbi, text, mailTokens);
    this.sessions = new SessionRecords(jdbi, text);
    CompanyWords words = new CompanyWords(sealer);
    this.permissions = new PermissionRecords(jdbi, words);
    this.told = new ToldRecords(jdbi);
    this.hours = new HoursRecords(jdbi);
    this.vehicles = new VehicleRecords(jdbi, words);
    this.places = new PlaceRecords(jdbi);
    this.shifts = new ShiftRecords(jdbi);
    this.corrections = new CorrectionRecords(jdbi);
    this.enrolments = new EnrolmentRecords(jdbi, sealer);
    this.exports = new ExportRecords(jdbi, sealer);
    this.personalRows = new PersonalRows(jdbi, sealer);
    this.holds = new HoldRecords(jdbi, text);
    this.retention = new RetentionRecords(jdbi);
    this.erasures = new ErasureRecords(jdbi);
    this.erasureRequests = new ErasureRequestRecords(jdbi, text);
    this.sealer = sealer;
    this.documents = new DocumentRecords(jdbi);
    this.receipts = new ReceiptRecords(jdbi, sealer);
    this.optOuts = new OptOutRecords(jdbi);
    this.members = new MemberRecords(jdbi);
    this.questions = new QuestionRecords(jdbi, sealer);
    this.apiTokens = new ApiTokenRecords(jdbi, text);
  }

  /**
   * A file whose schema is that of this program.
   *
   * @param file usually {@code admin.db}
   * @param sqlite how it is opened
   */
  public record Migrated(Path file, SQLiteDataSource sqlite) {}

  /**
   * Makes the file if it is missing and brings its schema up to date; touches nothing else, so it
   * may go on beside other work.
   *
   * @param file usually {@code admin.db} in the data directory, which must exist
   * @throws RuntimeException when the file is not ours, newer than this program, or not writable
   */
  public static Migrated migrate(Path file) {
    createPrivate(file);
    SQLiteDataSource sqlite = new SQLiteDataSource(pragmas());
    sqlite.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    Flyway.configure(AdminStore.class.getClassLoader())
        .dataSource(sqlite)
        .locations("classpath:kz/relog/api/store")
        .validateMigrationNaming(true)
        .load()
        .migrate();
    return new Migrated(file, sqlite);
  }

  /**
   * {@link #migrate} and {@link #open(Migrated, RecordSealer)} in one.
   *
   * @param file usually {@code admin.db} in the data directory, which must exist
   * @param sealer seals positions, and the words of people and companies
   * @throws RuntimeException as both say
   */
  public static AdminStore open(Path file, RecordSealer sealer) {
    return open(migrate(file), sealer);
  }

  /**
   * Opens the records.
   *
   * @param migrated their file
   * @param sealer seals positions, and the words of people and companies
   * @throws RuntimeException when what stands there cannot be read
   */
  public static AdminStore open(Migrated migrated, RecordSealer sealer) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("admin-records");
    config.setDataSource(migrated.sqlite());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setConnectionTimeout(2L * BUSY_TIMEOUT_MS);
    HikariDataSource pool = new HikariDataSource(config);
    try {
      return new AdminStore(pool, sealer, migrated.file());
    } catch (RuntimeException unreadable) {
      pool.close();
      throw unreadable;
    }
  }

  /** The one projector of these records; the feed thread's. */
  public Projector projector() {
    return projector;
  }

  /** Tells when a journal seq is visible in these records. */
  public AppliedSeq applied() {
    return projector.applied();
  }

  /** The devices. */
  public DeviceRecords devices() {
    return devices;
  }

  /** The plans. */
  public PlanRecords plans() {
    return plans;
  }

  /** The ends of plans. */
  public PlanEnds planEnds() {
    return planEnds;
  }

  /** What there was before there were companies. */
  public TakeOver takeOver() {
    return takeOver;
  }

  /** The customers' links. */
  public ShareRecords shares() {
    return shares;
  }

  /** What the law asked for. */
  public LawfulRequestRecords lawfulRequests() {
    return lawfulRequests;
  }

  /** Transfers of the business. */
  public TransferRecords transfers() {
    return transfers;
  }

  /** The register of disclosures. */
  public DisclosureRecords disclosures() {
    return disclosures;
  }

  /** The events told. */
  public EventRecords events() {
    return events;
  }

  /** The answers of calls that may be repeated. */
  public IdempotentCallRecords idempotentCalls() {
    return idempotentCalls;
  }

  /** The audit's rows. */
  public AuditRecords audit() {
    return audit;
  }

  /** The documents and their acceptance. */
  public DocumentRecords documents() {
    return documents;
  }

  /** The receipts. */
  public ReceiptRecords receipts() {
    return receipts;
  }

  /** Links that opt out of marketing. */
  public OptOutRecords optOuts() {
    return optOuts;
  }

  /** The members of all companies. */
  public MemberRecords members() {
    return members;
  }

  /** What people asked. */
  public QuestionRecords questions() {
    return questions;
  }

  /** The outbox. */
  public NoticeRecords notices() {
    return notices;
  }

  /** The companies. */
  public CompanyRecords companies() {
    return companies;
  }

  /** The logins. */
  public AccountRecords accounts() {
    return accounts;
  }

  /** The people. */
  public PersonRecords people() {
    return people;
  }

  /** The tokens that were mailed. */
  public MailTokenRecords mailTokens() {
    return mailTokens;
  }

  /** Registrations and invitations. */
  public JoinRecords joins() {
    return joins;
  }

  /** The sessions. */
  public SessionRecords sessions() {
    return sessions;
  }

  /** The access requests. */
  public ExportRecords exports() {
    return exports;
  }

  /** The legal holds. */
  public HoldRecords holds() {
    return holds;
  }

  /** What is over. */
  public RetentionRecords retention() {
    return retention;
  }

  /** What all tables hold of one person. */
  public PersonalRows personalRows() {
    return personalRows;
  }

  /** Erasures and how far they are. */
  public ErasureRecords erasures() {
    return erasures;
  }

  /**
   * What knows how to forget a subject, one per idea that holds something of people. A new records
   * class with personal columns comes into this list.
   */
  public List<SubjectEraser> erasers() {
    return List.of(
        new EventEraser(events),
        new ShareEraser(shares, Clock.systemUTC()),
        new KeepingEraser(jdbi),
        new PersonEraser(jdbi, devices),
        new AccountEraser(jdbi));
  }

  /** Who asked for what to be erased. */
  public ErasureRequestRecords erasureRequests() {
    return erasureRequests;
  }

  /** Forgets what no dispute needs of a person whom a hold keeps. */
  public void forgetUnheld(long personRef) {
    new PersonEraser(jdbi, devices).forgetUnheld(personRef);
  }

  /** Destroys the key of a reference that was made for one thing alone. */
  public void destroyKey(long ref) {
    sealer.destroy(ref);
  }

  /** The machines' tokens. */
  public ApiTokenRecords apiTokens() {
    return apiTokens;
  }

  /** What people permit. */
  public PermissionRecords permissions() {
    return permissions;
  }

  /** Who was told. */
  public ToldRecords told() {
    return told;
  }

  /** The tracking hours. */
  public HoursRecords hours() {
    return hours;
  }

  /** The vehicles. */
  public VehicleRecords vehicles() {
    return vehicles;
  }

  /** Where devices belong. */
  public PlaceRecords places() {
    return places;
  }

  /** The shifts. */
  public ShiftRecords shifts() {
    return shifts;
  }

  /** The corrections of shifts. */
  public CorrectionRecords corrections() {
    return corrections;
  }

  /** The one-time codes of devices. */
  public EnrolmentRecords enrolments() {
    return enrolments;
  }

  @Override
  public void close() {
    pool.close();
  }

  private static SQLiteConfig pragmas() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.TRUNCATE);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setBusyTimeout(BUSY_TIMEOUT_MS);
    config.enforceForeignKeys(true);
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
    return config;
  }

  private static void createPrivate(Path file) {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException usual) {
      // The second start finds what the first one made.
    } catch (IOException notWritable) {
      throw new UncheckedIOException("cannot create " + file, notWritable);
    }
  }
}
