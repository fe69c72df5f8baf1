package kz.relog.api.document;

import java.util.List;
import kz.relog.api.call.Json;
import kz.relog.api.call.Refs;
import kz.relog.api.store.DocumentRow;
import kz.relog.api.store.DocumentText;
import org.jspecify.annotations.Nullable;

/** A version of a document as JSON, without its texts. */
record DocumentView(
    String id,
    String kind,
    String version,
    boolean required,
    String state,
    @Nullable String publishedAt,
    @Nullable String effectiveFrom,
    List<String> material,
    String bindingHash,
    List<TextView> texts) {

  /** One language of it. */
  record TextView(String language, String title, String hash) {}

  static DocumentView of(DocumentRow row, List<DocumentText> texts, Documents documents) {
    DocumentKind kind = Documents.kindOf(row);
    return new DocumentView(
        Refs.text(row.documentRef()),
        kind.word(),
        row.version(),
        kind.isRequired(),
        state(row, documents),
        Json.time(row.publishedMs()),
        Json.time(row.effectiveMs()),
        row.material().stream().sorted().toList(),
        documents.bindingHash(row.documentRef()),
        texts.stream()
            .map(text -> new TextView(text.language(), text.title(), text.hash()))
            .toList());
  }

  private static String state(DocumentRow row, Documents documents) {
    if (row.effectiveMs() > documents.nowMs()) {
      return "announced";
    }
    return documents.inForce(Documents.kindOf(row)).filter(row::equals).isPresent()
        ? "in-force"
        : "superseded";
  }
}
