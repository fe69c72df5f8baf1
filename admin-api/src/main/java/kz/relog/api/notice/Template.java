package kz.relog.api.notice;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What can be told, each with the only values its text may hold: no position, no order, no other
 * person's name. The texts are in {@code notices.*.txt}.
 */
public enum Template {
  /** Verify the e-mail address. */
  ACCOUNT_VERIFY("account.verify", Shown.MAIL_ONLY, "company", "token", "expiresAt"),
  /** Reset the password. */
  ACCOUNT_RESET("account.reset", Shown.MAIL_ONLY, "token", "expiresAt"),
  /** Somebody registers a company with an address that has an account. */
  ACCOUNT_EXISTS("account.exists", Shown.MAIL_ONLY, "company", "token", "expiresAt"),
  /** Logged in from a new place. */
  ACCOUNT_NEW_LOGIN("account.new-login", Shown.ALSO_IN_APP, "time"),
  /** The password was changed. */
  ACCOUNT_PASSWORD("account.password", Shown.ALSO_IN_APP, "time"),
  /** The login has moved to another address; told to the one before. */
  ACCOUNT_EMAIL("account.email", Shown.MAIL_ONLY, "time"),
  /** Invited into a company. */
  PEOPLE_INVITE("people.invite", Shown.MAIL_ONLY, "company", "role", "token", "expiresAt"),
  /** The role in a company was changed. */
  PEOPLE_ROLE("people.role", Shown.ALSO_IN_APP, "company", "role"),
  /** A membership ended; what can be taken along until when. */
  PEOPLE_ENDED("people.ended", Shown.ALSO_IN_APP, "company", "until"),
  /** A new version of a document was published. */
  DOCUMENTS_NEW_VERSION("documents.new-version", Shown.ALSO_IN_APP, "title", "date"),
  /** A new version changes what permissions stand on: they must be given anew. */
  DOCUMENTS_NEW_CONSENT("documents.new-consent", Shown.ALSO_IN_APP, "title", "date"),
  /** A permission was granted, withdrawn, paused or resumed. */
  PERMISSION_CHANGED("permission.changed", Shown.ALSO_IN_APP, "purpose", "state", "time"),
  /** A permission ended because its text is no longer in force. */
  PERMISSION_LAPSED("permission.lapsed", Shown.ALSO_IN_APP, "purpose", "time"),
  /** The company states a lawful basis other than consent. */
  PERMISSION_BASIS("permission.basis", Shown.ALSO_IN_APP, "purpose", "basis", "time"),
  /** The person's objection is recorded. */
  PERMISSION_OBJECTION("permission.objection", Shown.ALSO_IN_APP, "purpose", "time"),
  /** A device was enrolled for the person. */
  DEVICE_ENROLLED("device.enrolled", Shown.ALSO_IN_APP, "time"),
  /** Who drove was corrected. */
  BINDING_CORRECTED("binding.corrected", Shown.ALSO_IN_APP, "from", "to"),
  /** A question was answered. */
  QUESTION_ANSWERED("question.answered", Shown.ALSO_IN_APP),
  /** A deletion was asked for. */
  ERASURE_REQUESTED("erasure.requested", Shown.ALSO_IN_APP, "date"),
  /** A deletion by the company is ahead; data can be taken along until then. */
  ERASURE_ANNOUNCED("erasure.announced", Shown.ALSO_IN_APP, "reason", "date"),
  /** A deletion was done; the certificate's number. */
  ERASURE_DONE("erasure.done", Shown.MAIL_ONLY, "certificate"),
  /** A deletion was refused, as a whole or in part; when that is looked at again. */
  ERASURE_REFUSED("erasure.refused", Shown.ALSO_IN_APP, "reason", "date"),
  /** A deletion was taken back. */
  ERASURE_CANCELLED("erasure.cancelled", Shown.ALSO_IN_APP),
  /** To whom data was disclosed: the person's data was deleted where it came from. */
  RECIPIENT_ERASED("recipient.erased", Shown.MAIL_ONLY, "company", "request"),
  /** To the owner: a recipient without a mail address has to be told of a deletion. */
  RECIPIENT_TO_TELL("recipient.to-tell", Shown.ALSO_IN_APP, "request"),
  /** To whom data was disclosed: the person rectified what was known of them. */
  RECIPIENT_RECTIFIED("recipient.rectified", Shown.MAIL_ONLY, "company", "request"),
  /** To the owner: a recipient without a mail address has to be told of a rectification. */
  RECIPIENT_TO_CORRECT("recipient.to-correct", Shown.ALSO_IN_APP, "request"),
  /** The package of the person's data can be fetched. */
  EXPORT_READY("export.ready", Shown.ALSO_IN_APP, "date"),
  /** The package of somebody who asked on paper can be fetched with this token. */
  EXPORT_LINK("export.link", Shown.MAIL_ONLY, "token", "expiresAt"),
  /** A request for the person's data ended because the person is erased. */
  EXPORT_ENDED("export.ended", Shown.MAIL_ONLY, "date"),
  /** So much of the term of a person's request is over, and it is not answered. */
  EXPORT_DUE("export.due", Shown.ALSO_IN_APP, "share", "date"),
  /** A hold should have been looked at again. */
  HOLD_REVIEW("hold.review", Shown.ALSO_IN_APP, "date"),
  /** A membership that nobody uses ends then. */
  ACCOUNT_INACTIVE("account.inactive", Shown.ALSO_IN_APP, "company", "date"),
  /** The service passes to another company. */
  TRANSFER_ANNOUNCED("transfer.announced", Shown.ALSO_IN_APP, "recipient", "date"),
  /** A campaign: product news. */
  CAMPAIGN("campaign", Category.MARKETING, Shown.MAIL_ONLY, "subject", "text");

  private enum Shown {
    /** It holds a secret, or its reader has no login. */
    MAIL_ONLY,
    ALSO_IN_APP
  }

  private final String key;
  private final Category category;
  private final Shown shown;

  /** Separated by spaces: an enum holds nothing that could change. */
  private final String fields;

  Template(String key, Shown shown, String... fields) {
    this(key, Category.SERVICE, shown, fields);
  }

  Template(String key, Category category, Shown shown, String... fields) {
    this.key = key;
    this.category = category;
    this.shown = shown;
    this.fields = String.join(" ", fields);
  }

  /** Its name in the API and in the texts, such as {@code account.verify}. */
  public String key() {
    return key;
  }

  /** Why a person is written to with it. */
  public Category category() {
    return category;
  }

  /** Whether the person's list in the product has it too. */
  public boolean isInApp() {
    return shown == Shown.ALSO_IN_APP;
  }

  /** The values it needs; it takes no other. */
  public Set<String> fields() {
    return fields.isEmpty() ? Set.of() : Set.of(fields.split(" "));
  }

  /** The template of a key; empty when there is none. */
  static Optional<Template> of(String key) {
    return Arrays.stream(values()).filter(one -> one.key.equals(key)).findFirst();
  }

  /** The names of those that a person's list shows. */
  static List<String> inApp() {
    return Arrays.stream(values()).filter(Template::isInApp).map(Template::name).toList();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
