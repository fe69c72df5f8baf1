package kz.relog.api.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kz.relog.api.call.Refs;
import kz.relog.api.notice.Language;
import kz.relog.api.receipt.ReceiptVerifier;
import kz.relog.api.store.DocumentRecords;
import kz.relog.api.store.DocumentRow;
import kz.relog.api.store.DocumentText;

/** Which version of each document binds now, and which is announced. Any thread; may block. */
public final class Documents {
  /** A new version binds this long after it was announced, at the earliest. */
  public static final Duration NOTICE_TERM = Duration.ofDays(30);

  /** The language whose text binds. */
  static final Language BINDING = Language.RU;

  private static final String INSTALLED_VERSION = "1";

  private final DocumentRecords records;
  private final SecureRandom random;
  private final Clock clock;

  /** Documents of these records; the program's own texts are installed where there are none. */
  public Documents(DocumentRecords records, SecureRandom random, Clock clock) {
    this.records = records;
    this.random = random;
    this.clock = clock;
    for (DocumentKind kind : List.of(DocumentKind.PRIVACY_POLICY, DocumentKind.USER_AGREEMENT)) {
      if (versions(kind).isEmpty()) {
        install(kind);
      }
    }
  }

  /** The version of a kind that binds now; empty before the first one does. */
  public Optional<DocumentRow> inForce(DocumentKind kind) {
    long nowMs = clock.millis();
    return versions(kind).stream()
        .filter(row -> row.effectiveMs() <= nowMs)
        .max(Comparator.comparingLong(DocumentRow::effectiveMs).thenComparing(DocumentRow::number));
  }

  /** The hash of the text of a kind that binds now. */
  public Optional<String> bindingHash(DocumentKind kind) {
    return inForce(kind).map(row -> bindingHash(row.documentRef()));
  }

  /** The version of a kind that has this text in any language. */
  public Optional<DocumentRow> ofText(DocumentKind kind, String hash) {
    return versions(kind).stream()
        .filter(
            row ->
                records.texts(row.documentRef()).stream()
                    .anyMatch(text -> text.hash().equals(hash)))
        .findFirst();
  }

  /** The newest version in force or replaced since that changed a purpose; empty for none. */
  public Optional<DocumentRow> lastChangeOf(DocumentKind kind, String purpose) {
    long nowMs = clock.millis();
    return versions(kind).stream()
        .filter(row -> row.effectiveMs() <= nowMs && row.material().contains(purpose))
        .reduce((older, newer) -> newer);
  }

  /** Versions in force and versions announced, in the order of their publication. */
  public List<DocumentRow> current() {
    long nowMs = clock.millis();
    return records.all().stream()
        .filter(
            row ->
                row.effectiveMs() > nowMs || inForce(kindOf(row)).filter(row::equals).isPresent())
        .toList();
  }

  /** The hash of a version's binding text. */
  String bindingHash(long documentRef) {
    return text(documentRef, BINDING)
        .map(DocumentText::hash)
        .orElseThrow(() -> new IllegalStateException("a document has no binding text"));
  }

  /** A version in one language. */
  Optional<DocumentText> text(long documentRef, Language language) {
    return records.texts(documentRef).stream()
        .filter(text -> text.language().equals(language.code()))
        .findFirst();
  }

  /** All versions of a kind, oldest first. */
  List<DocumentRow> versions(DocumentKind kind) {
    return records.all().stream().filter(row -> row.kind().equals(kind.name())).toList();
  }

  /** From when a version published now may bind, at the earliest. */
  long earliestMs(DocumentKind kind) {
    List<DocumentRow> before = versions(kind);
    // Nobody has to be told of a change who was never shown what changes.
    boolean isReplacing =
        before.size() == 1 && before.get(0).isInstalled() && !records.isAccepted(kind.name());
    return before.isEmpty() || isReplacing
        ? clock.millis()
        : clock.millis() + NOTICE_TERM.toMillis();
  }

  /** The time of day of the clock that all of this goes by. */
  long nowMs() {
    return clock.millis();
  }

  /** A new version of a document. */
  record NewDocument(
      DocumentKind kind,
      String version,
      List<DocumentText> texts,
      Set<String> material,
      long effectiveMs) {}

  /** Publishes a version; empty when its kind has one of that name. */
  Optional<DocumentRow> publish(NewDocument fresh) {
    return add(fresh, false);
  }

  static DocumentKind kindOf(DocumentRow row) {
    return DocumentKind.valueOf(row.kind());
  }

  static DocumentText textOf(Language language, String title, String body) {
    return new DocumentText(language.code(), title, body, ReceiptVerifier.hashOf(body));
  }

  private Optional<DocumentRow> add(NewDocument fresh, boolean isInstalled) {
    long documentRef = Refs.random(random);
    DocumentRow row =
        new DocumentRow(
            0,
            documentRef,
            fresh.kind().name(),
            fresh.version(),
            fresh.material(),
            isInstalled,
            clock.millis(),
            fresh.effectiveMs(),
            0);
    return records.add(row, fresh.texts()) ? records.find(documentRef) : Optional.empty();
  }

  private void install(DocumentKind kind) {
    List<DocumentText> texts = new ArrayList<>();
    for (Language language : Language.values()) {
      String text = resource(kind.word() + "." + language.code() + ".txt");
      String title = text.lines().findFirst().orElseThrow();
      texts.add(textOf(language, title, text));
    }
    add(new NewDocument(kind, INSTALLED_VERSION, texts, Set.of(), clock.millis()), true);
  }

  private static String resource(String name) {
    try (InputStream in = Documents.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
