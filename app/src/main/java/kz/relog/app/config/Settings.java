package kz.relog.app.config;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.relog.api.notice.MailSettings;

/** Every setting of the server, in the order in which help lists them. */
public final class Settings {
  /** Where the journal, the vault and the records live. */
  public static final Setting<Path> DATA_DIR =
      new Setting<>(
          "data.dir", "relog-data", Path::of, "a folder", "folder of the journal and the records");

  /** UDP address for devices. */
  public static final Setting<InetSocketAddress> UDP_ADDRESS =
      address("udp.address", "0.0.0.0:7300", "address for devices over UDP; port 0 picks one");

  /** TCP address for devices. */
  public static final Setting<InetSocketAddress> TCP_ADDRESS =
      address("tcp.address", "0.0.0.0:7300", "address for devices over TCP; port 0 picks one");

  /** HTTP address of the API and the page. */
  public static final Setting<InetSocketAddress> HTTP_ADDRESS =
      address("http.address", "127.0.0.1:8080", "address of the API and the live page");

  /** Whether a proxy in front terminates TLS. */
  public static final Setting<Boolean> HTTP_BEHIND_PROXY =
      new Setting<>(
          "http.behind-proxy",
          "false",
          Settings::parseBoolean,
          "true or false",
          "a proxy in front adds TLS, so HTTP may listen beyond loopback");

  /** Certificate of the API; none unless set. */
  public static final Setting<Path> HTTP_TLS_CERTIFICATE =
      new Setting<>(
          "http.tls.certificate",
          "",
          Path::of,
          "a file",
          "certificate chain of the API, PEM: it speaks HTTPS then; read again when it changes");

  /** Private key of the API's certificate. */
  public static final Setting<Path> HTTP_TLS_KEY =
      new Setting<>("http.tls.key", "", Path::of, "a file", "private key of the API, PEM, PKCS #8");

  /** Durability of the journal. */
  public static final Setting<SyncMode> JOURNAL_SYNC =
      new Setting<>(
          "journal.sync",
          "always",
          text -> SyncMode.valueOf(text.toUpperCase(Locale.ROOT)),
          "always or os",
          "always: acked facts survive a power cut; os: only the death of the process");

  /** Oldest fix that is accepted. */
  public static final Setting<Duration> FIX_AGE_MAX =
      new Setting<>(
          "fix.age.max",
          "30d",
          Settings::parseDuration,
          "a duration between 1m and 30d, such as 12h",
          "fixes older than this are refused");

  /** Number of event loops for devices; 0 means one per core. */
  public static final Setting<Integer> INGEST_LOOPS =
      new Setting<>(
          "ingest.loops",
          "0",
          text -> range(Integer.parseInt(text), 0, 64),
          "a number from 0 to 64",
          "event loops for devices; 0: one per core");

  /** How long a file of the journal is kept although nobody needs it. */
  public static final Setting<Duration> JOURNAL_KEEP =
      new Setting<>(
          "journal.keep",
          "3d",
          Settings::parseDuration,
          "a duration between 1m and 30d, such as 12h",
          "files of the journal that nobody needs are kept so long; while the disk is short, not at"
              + " all");

  /** TCP connections at once. */
  public static final Setting<Integer> TCP_CONNECTIONS_MAX =
      new Setting<>(
          "tcp.connections.max",
          "18000",
          text -> range(Integer.parseInt(text), 1, 1 << 20),
          "a number from 1 to 1048576",
          "connections of devices at once; no more than the process may open files");

  /** What one device may put into the journal in the long run. */
  public static final Setting<Long> DEVICE_BYTES_PER_SECOND =
      new Setting<>(
          "device.bytes.per-second",
          "65536",
          text -> range(Long.parseLong(text), 1_024, 1L << 30),
          "a number from 1024 to 1073741824",
          "bytes that one device may put into the journal each second; then SLOW_DOWN");

  /** What one device may put into the journal at once. */
  public static final Setting<Long> DEVICE_BYTES_BURST =
      new Setting<>(
          "device.bytes.burst",
          "16777216",
          text -> range(Long.parseLong(text), 5_120, 1L << 35),
          "a number from 5120 to 34359738368",
          "bytes that one device may put into the journal at once, after a silence");

  /** Address of the TLS listener; none unless set. */
  public static final Setting<Optional<InetSocketAddress>> TLS_ADDRESS =
      new Setting<>(
          "tls.address",
          "",
          text -> text.isEmpty() ? Optional.empty() : Optional.of(parseAddress(text)),
          "empty, or HOST:PORT with a port from 0 to 65535",
          "address for devices over TCP inside TLS 1.3; empty: none");

  /** Certificate of the TLS listener. */
  public static final Setting<Path> TLS_CERTIFICATE =
      new Setting<>(
          "tls.certificate",
          "",
          Path::of,
          "a file",
          "certificate chain of the TLS listener, PEM; read again when it changes");

  /** Private key of the TLS listener. */
  public static final Setting<Path> TLS_KEY =
      new Setting<>(
          "tls.key", "", Path::of, "a file", "private key of the TLS listener, PEM, PKCS #8");

  /** The operator's token; empty means the stored one, made at first start. */
  public static final Setting<String> OPERATOR_TOKEN =
      new Setting<>(
          "operator.token",
          "",
          Settings::parseToken,
          "empty, or 32 to 200 characters without spaces",
          "the operator's API token; empty: made at first start and stored in the data folder");

  /** The zone whose days the company has. */
  public static final Setting<ZoneId> COMPANY_TIME_ZONE =
      new Setting<>(
          "company.time-zone",
          "UTC",
          Settings::parseZone,
          "a time zone such as Asia/Almaty, UTC or +05:00",
          "days and printed times of reports and lists");

  /** Whether devices may be made that have no person behind them. */
  public static final Setting<Boolean> GATE_SYNTHETIC_DEVICES =
      new Setting<>(
          "gate.synthetic-devices",
          "false",
          Settings::parseBoolean,
          "true or false",
          "devices without a person may be made, whose facts need no consent: for tests and demos");

  /** Name, in the data folder, of the list of what was erased. */
  public static final String ERASED_LIST = "erased.list";

  /** Where the second copy of the erased list is. */
  public static final Setting<Path> ERASED_LIST_COPY =
      new Setting<>(
          "erased.list.copy",
          "",
          Path::of,
          "a file, best on another disk",
          "second copy of the list of what was erased, without which no backup is restored; empty:"
              + " beside the data folder");

  /** The usual place of the second copy: beside the data folder. */
  public static Path erasedListBeside(Path data) {
    Path folder = data.toAbsolutePath().normalize();
    return folder.resolveSibling(folder.getFileName() + "-" + ERASED_LIST);
  }

  /** The mail server; empty means none. */
  public static final Setting<String> MAIL_SMTP_HOST =
      new Setting<>(
          "mail.smtp.host",
          "",
          text -> matching(text, "[A-Za-z0-9.:-]{0,253}"),
          "empty, or the name of a host",
          "mail server; empty: mails are written to outbox.mbox in the data folder");

  /** Port of the mail server. */
  public static final Setting<Integer> MAIL_SMTP_PORT =
      new Setting<>(
          "mail.smtp.port",
          "587",
          text -> range(Integer.parseInt(text), 1, 65_535),
          "a number from 1 to 65535",
          "port of the mail server");

  /** What guards the way to the mail server. */
  public static final Setting<MailSettings.Security> MAIL_SMTP_SECURITY =
      new Setting<>(
          "mail.smtp.security",
          "starttls",
          text -> MailSettings.Security.valueOf(text.toUpperCase(Locale.ROOT)),
          "starttls, tls or none",
          "how mail is guarded on its way to the mail server; none: only for one on this machine");

  /** Login at the mail server. */
  public static final Setting<String> MAIL_SMTP_USER =
      new Setting<>(
          "mail.smtp.user",
          "",
          text -> matching(text, "\\P{Cntrl}{0,200}"),
          "at most 200 characters",
          "login at the mail server; empty: none");

  /** Password of the login at the mail server. */
  public static final Setting<String> MAIL_SMTP_PASSWORD =
      new Setting<>(
          "mail.smtp.password",
          "",
          text -> matching(text, "\\P{Cntrl}{0,200}"),
          "at most 200 characters",
          "password at the mail server; rather in the file or the environment than as an option");

  /** Sender of mails. */
  public static final Setting<String> MAIL_FROM =
      new Setting<>(
          "mail.from",
          "relog@localhost",
          text -> matching(text, "[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}"),
          "an e-mail address",
          "sender of mails");

  /** Where people reach the product. */
  public static final Setting<Optional<URI>> PUBLIC_URL =
      new Setting<>(
          "public.url",
          "",
          Settings::parseUrl,
          "empty, or http(s)://HOST[:PORT] without a path",
          "address of the product in mails and links; empty: http.address");

  /** Where devices reach the server over UDP. */
  public static final Setting<Optional<String>> PUBLIC_UDP =
      new Setting<>(
          "public.udp",
          "",
          Settings::parseHostPort,
          "empty, or HOST:PORT",
          "address that a device is told at its enrolment, for UDP; empty: none");

  /** Where devices reach the server over TCP. */
  public static final Setting<Optional<String>> PUBLIC_TCP =
      new Setting<>(
          "public.tcp", "", Settings::parseHostPort, "empty, or HOST:PORT", "the same for TCP");

  /** All of them, in the order of help. */
  public static final List<Setting<?>> ALL =
      with(
          RetentionSettings.ALL,
          DATA_DIR,
          UDP_ADDRESS,
          TCP_ADDRESS,
          HTTP_ADDRESS,
          HTTP_BEHIND_PROXY,
          HTTP_TLS_CERTIFICATE,
          HTTP_TLS_KEY,
          JOURNAL_SYNC,
          FIX_AGE_MAX,
          INGEST_LOOPS,
          JOURNAL_KEEP,
          TCP_CONNECTIONS_MAX,
          DEVICE_BYTES_PER_SECOND,
          DEVICE_BYTES_BURST,
          TLS_ADDRESS,
          TLS_CERTIFICATE,
          TLS_KEY,
          OPERATOR_TOKEN,
          COMPANY_TIME_ZONE,
          GATE_SYNTHETIC_DEVICES,
          ERASED_LIST_COPY,
          MAIL_SMTP_HOST,
          MAIL_SMTP_PORT,
          MAIL_SMTP_SECURITY,
          MAIL_SMTP_USER,
          MAIL_SMTP_PASSWORD,
          MAIL_FROM,
          PUBLIC_URL,
          PUBLIC_UDP,
          PUBLIC_TCP);

  /** Those whose values are secrets and stand in no message. */
  static final Set<Setting<?>> SECRETS = Set.of(OPERATOR_TOKEN, MAIL_SMTP_PASSWORD);

  /** Durability of the journal. */
  public enum SyncMode {
    /** Forced to the disk before an ack. */
    ALWAYS,
    /** Handed to the operating system before an ack. */
    OS
  }

  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\s]+):(\\d{1,5})");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s|m|h|d)");

  private Settings() {}

  private static List<Setting<?>> with(List<Setting<?>> last, Setting<?>... first) {
    List<Setting<?>> all = new ArrayList<>(List.of(first));
    all.addAll(last);
    return List.copyOf(all);
  }

  private static Setting<InetSocketAddress> address(String key, String defaultText, String help) {
    return new Setting<>(
        key, defaultText, Settings::parseAddress, "HOST:PORT with a port from 0 to 65535", help);
  }

  /**
   * Reads {@code HOST:PORT}; an IPv6 host stands in brackets.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static InetSocketAddress parseAddress(String text) {
    Matcher matcher = HOST_AND_PORT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not HOST:PORT");
    }
    int port = range(Integer.parseInt(matcher.group(2)), 0, 65_535);
    String host = matcher.group(1);
    if (host.startsWith("[")) {
      host = host.substring(1, host.length() - 1);
    }
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("unknown host");
    }
    return address;
  }

  /**
   * Reads a duration such as {@code 90s}, {@code 12h} or {@code 30d}, from one minute to 30 days.
   *
   * @throws IllegalArgumentException if the text has another form or is out of range
   */
  static Duration parseDuration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a duration");
    }
    long amount = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        };
    if (duration.compareTo(Duration.ofMinutes(1)) < 0
        || duration.compareTo(Duration.ofDays(30)) > 0) {
      throw new IllegalArgumentException("out of range");
    }
    return duration;
  }

  private static boolean parseBoolean(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  private static ZoneId parseZone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a time zone", e);
    }
  }

  private static Optional<String> parseHostPort(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(matching(text, "([^\\s:/]+|\\[[0-9a-fA-F:.]+]):\\d{1,5}"));
  }

  private static Optional<URI> parseUrl(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    URI url = URI.create(matching(text, "https?://[^/?#@\\s]+/?"));
    if (url.getHost() == null) {
      throw new IllegalArgumentException("no host");
    }
    return Optional.of(url);
  }

  private static String matching(String text, String form) {
    if (!text.matches(form)) {
      throw new IllegalArgumentException("another form");
    }
    return text;
  }

  private static String parseToken(String text) {
    boolean fits =
        text.length() >= 32
            && text.length() <= 200
            && text.chars().noneMatch(Character::isWhitespace);
    if (!text.isEmpty() && !fits) {
      throw new IllegalArgumentException("not a token");
    }
    return text;
  }

  private static long range(long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException("out of range");
    }
    return value;
  }

  private static int range(int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException("out of range");
    }
    return value;
  }
}
