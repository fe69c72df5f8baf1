package kz.relog.api.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kz.relog.api.MovableClock;
import kz.relog.api.TestSealer;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.NoticeRow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the outbox to a real mail server, or into the file. */
class DispatchIT {
  private static final long COMPANY = 3;
  private static final long PERSON = 31;
  private static final String ADDRESS = "driver@company.example";

  @TempDir Path dir;
  private final MovableClock clock = new MovableClock(Instant.parse("2026-03-02T08:00:00Z"));
  private final SecureRandom random = new SecureRandom();
  private final Set<Long> optedIn = new HashSet<>();
  private AdminStore store;
  private Outbox outbox;
  private @Nullable GreenMail server;
  private int port;

  private final Marketing marketing =
      new Marketing() {
        @Override
        public boolean isIn(long companyRef, long personRef) {
          return optedIn.contains(personRef);
        }

        @Override
        public void optOut(long companyRef, long personRef) {
          optedIn.remove(personRef);
        }
      };

  private final People people =
      new People() {
        @Override
        public List<Member> after(long number, int limit) {
          return List.of();
        }

        @Override
        public Optional<String> address(long companyRef, long personRef) {
          return personRef == PERSON ? Optional.of(ADDRESS) : Optional.empty();
        }
      };

  @BeforeEach
  void open() throws IOException {
    store = AdminStore.open(dir.resolve("admin.db"), new TestSealer());
    outbox = new Outbox(store.notices(), random, clock);
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
  }

  @AfterEach
  void close() {
    if (server != null) {
      server.stop();
    }
    store.close();
  }

  @Test
  void aMailArrivesWithProofOfItsSending() throws Exception {
    startServer();
    outbox.send(notice());
    dispatch(smtp("", "")).drain(() -> false);
    MimeMessage mail = server().getReceivedMessages()[0];
    assertThat(mail.getHeader("To", null)).isEqualTo(ADDRESS);
    assertThat(mail.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
    assertThat(mail.getHeader("List-Unsubscribe")).isNull();
    assertThat(mail.getContent().toString()).contains("https://relog.example");

    NoticeRow row = only();
    assertThat(row.state()).isEqualTo(NoticeRow.State.SENT);
    assertThat(row.endedMs()).isEqualTo(clock.millis());
    assertThat(row.reply()).startsWith("250").doesNotContain("@");
    assertThat(mail.getMessageID()).contains(kz.relog.api.call.Refs.text(row.noticeRef()));
  }

  @Test
  void aServerThatIsDownIsTriedAgainWithGrowingPausesAndOneThatIsBackGetsTheMail() {
    outbox.send(notice());
    Dispatch dispatch = dispatch(smtp("", ""));
    long[] pauses = new long[4];
    for (int i = 0; i < pauses.length; i++) {
      dispatch.drain(() -> false);
      NoticeRow row = only();
      assertThat(row.state()).isEqualTo(NoticeRow.State.QUEUED);
      assertThat(row.attempts()).isEqualTo(i + 1);
      pauses[i] = row.dueMs() - clock.millis();
      dispatch.drain(() -> false);
      assertThat(only().attempts()).isEqualTo(i + 1);
      clock.advance(Duration.ofMillis(pauses[i]));
    }
    assertThat(pauses).containsExactly(60_000, 120_000, 240_000, 480_000);
    startServer();
    dispatch.drain(() -> false);
    assertThat(only().state()).isEqualTo(NoticeRow.State.SENT);
    assertThat(server().getReceivedMessages()).hasSize(1);
  }

  @Test
  void whatNobodyTakesForFiveDaysIsGivenUp() {
    outbox.send(notice());
    Dispatch dispatch = dispatch(smtp("", ""));
    clock.advance(Dispatch.TRIED_FOR);
    dispatch.drain(() -> false);
    assertThat(only().state()).isEqualTo(NoticeRow.State.FAILED);
    assertThat(Dispatch.pause(0)).isEqualTo(Duration.ofMinutes(1));
    assertThat(Dispatch.pause(30)).isEqualTo(Duration.ofHours(6));
  }

  @Test
  void aLoginIsUsedAndAWrongOneLosesNothing() throws Exception {
    startServer();
    server().setUser("relog", "relog", "right");
    outbox.send(notice());
    dispatch(smtp("relog", "wrong")).drain(() -> false);
    assertThat(only().state()).isEqualTo(NoticeRow.State.QUEUED);
    clock.advance(Duration.ofHours(1));
    dispatch(smtp("relog", "right")).drain(() -> false);
    assertThat(only().state()).isEqualTo(NoticeRow.State.SENT);
  }

  @Test
  void anAddressThatIsRefusedIsGivenUpAndTheOthersGoOn() {
    startServer();
    outbox.send(Notice.toAddress(5, "not an address", Template.QUESTION_ANSWERED, Map.of()));
    outbox.send(notice());
    dispatch(smtp("", "")).drain(() -> false);
    assertThat(rows()).extracting(NoticeRow::state).contains(NoticeRow.State.SENT);
    assertThat(server().getReceivedMessages()).hasSize(1);
    assertThat(store.notices().due(Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void aServerWithoutTlsGetsNothingWhenTlsIsAsked() {
    startServer();
    outbox.send(notice());
    MailSettings settings =
        new MailSettings(
            "relog@relog.example",
            URI.create("https://relog.example"),
            Optional.of(
                new MailSettings.Smtp("127.0.0.1", port, MailSettings.Security.STARTTLS, "", "")));
    dispatch(settings).drain(() -> false);
    assertThat(server().getReceivedMessages()).isEmpty();
    assertThat(only().state()).isEqualTo(NoticeRow.State.QUEUED);
  }

  @Test
  void lineFeedsInValuesAddNoHeaderAndNoRecipient() throws Exception {
    startServer();
    optedIn.add(PERSON);
    String nasty = "News\r\nBcc: victim@example.org\r\n\r\n<b>owned</b>";
    outbox.send(
        Notice.to(COMPANY, PERSON, Template.CAMPAIGN, Map.of("subject", nasty, "text", nasty)));
    outbox.send(
        Notice.toAddress(
            5, "a@b.example\r\nBcc: victim@example.org", Template.QUESTION_ANSWERED, Map.of()));
    dispatch(smtp("", "")).drain(() -> false);
    assertThat(server().getReceivedMessages()).hasSize(1);
    MimeMessage mail = server().getReceivedMessages()[0];
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getAllRecipients()).hasSize(1);
    assertThat(mail.getContentType()).startsWith("text/plain");
  }

  @Test
  void marketingReachesOnlyWhoIsInAndOneClickEndsIt() throws Exception {
    startServer();
    Notice campaign =
        Notice.to(COMPANY, PERSON, Template.CAMPAIGN, Map.of("subject", "News", "text", "New."));
    outbox.send(campaign);
    dispatch(smtp("", "")).drain(() -> false);
    assertThat(server().getReceivedMessages()).isEmpty();

    optedIn.add(PERSON);
    outbox.send(campaign);
    dispatch(smtp("", "")).drain(() -> false);
    MimeMessage mail = server().getReceivedMessages()[0];
    assertThat(mail.getHeader("List-Unsubscribe-Post", null))
        .isEqualTo("List-Unsubscribe=One-Click");
    String link = mail.getHeader("List-Unsubscribe", null);
    assertThat(link).matches("<https://relog\\.example/v1/opt-out\\?token=[\\w-]{32}>");
    String token = link.replaceAll(".*token=|>", "");
    assertThat(new OptOuts(store.optOuts(), random, clock).find(token).orElseThrow().personRef())
        .isEqualTo(PERSON);
    assertThat(clear(dir.resolve("admin.db"))).doesNotContain(token);
  }

  @Test
  void withoutAServerMailsGoIntoAFileThatOnlyItsOwnerReads() throws Exception {
    outbox.send(
        Notice.toAddress(
                5,
                ADDRESS,
                Template.ACCOUNT_VERIFY,
                Map.of(
                    "company", "From here\nFrom there", "token", "canary-token", "expiresAt", "1"))
            .in(Language.RU));
    dispatch(file()).drain(() -> false);
    Path file = dir.resolve(OutboxFile.FILE_NAME);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    OutboxFile.Kept mail = OutboxFile.read(dir).get(0);
    assertThat(mail.to()).isEqualTo(ADDRESS);
    assertThat(mail.subject()).isEqualTo("Подтвердите адрес почты");
    assertThat(mail.body()).contains("\ncanary-token\n").contains("From there");
    assertThat(mail.at()).isEqualTo(clock.instant());
    try (Stream<Path> files = Files.list(dir)) {
      for (Path one : files.filter(path -> !path.equals(file)).toList()) {
        assertThat(clear(one)).as(one.toString()).doesNotContain("canary-token", ADDRESS);
      }
    }
  }

  @Test
  void contentIsForgottenAfterItsTermAndTheProofStays() throws Exception {
    outbox.send(notice());
    Dispatch dispatch = dispatch(file());
    dispatch.drain(() -> false);
    clock.advance(Dispatch.CONTENT_TERM.minusMillis(1));
    dispatch.sweep();
    assertThat(OutboxFile.read(dir)).hasSize(1);
    assertThat(store.notices().content(only())).isPresent();
    clock.advance(Duration.ofSeconds(2));
    dispatch.sweep();
    assertThat(OutboxFile.read(dir)).isEmpty();
    assertThat(store.notices().content(only())).isEmpty();
    assertThat(only().state()).isEqualTo(NoticeRow.State.SENT);
  }

  @Test
  void whatAPersonWasToldCanBeForgottenWithoutTouchingTheOthers() throws Exception {
    outbox.send(notice());
    outbox.send(
        Notice.toAddress(77, "other@company.example", Template.QUESTION_ANSWERED, Map.of()));
    Dispatch dispatch = dispatch(file());
    dispatch.drain(() -> false);
    outbox.send(notice());
    outbox.forget(PERSON);
    assertThat(outbox.isForgotten(PERSON)).isFalse();
    dispatch.drain(() -> false);
    dispatch.forgetDropped();
    assertThat(outbox.isForgotten(PERSON)).isTrue();
    assertThat(OutboxFile.read(dir))
        .extracting(OutboxFile.Kept::to)
        .containsExactly("other@company.example");
    assertThat(rows())
        .extracting(NoticeRow::state)
        .containsExactly(NoticeRow.State.DROPPED, NoticeRow.State.SENT);
  }

  @Test
  void aNoticeThatIsForgottenOnDeliveryLeavesNothingBehind() {
    startServer();
    outbox.send(
        Notice.toAddress(88, ADDRESS, Template.ERASURE_DONE, Map.of("certificate", "7"))
            .forgottenOnDelivery());
    NoticeRow row = store.notices().due(Long.MAX_VALUE, 1).get(0);
    dispatch(smtp("", "")).drain(() -> false);
    assertThat(server().getReceivedMessages()).hasSize(1);
    assertThat(store.notices().content(row)).isEmpty();
  }

  @Test
  void aNoticeThatIsForgottenOnDeliveryLeavesTheFileToo() {
    Dispatch dispatch = dispatch(file());
    outbox.send(
        Notice.toAddress(88, ADDRESS, Template.ERASURE_DONE, Map.of("certificate", "7"))
            .forgottenOnDelivery());
    NoticeRow row = store.notices().due(Long.MAX_VALUE, 1).get(0);
    dispatch.drain(() -> false);
    assertThat(OutboxFile.read(dir)).hasSize(1);
    dispatch.forgetDropped();
    assertThat(OutboxFile.read(dir)).isEmpty();
    assertThat(store.notices().content(row)).isEmpty();
    assertThat(store.notices().due(Long.MAX_VALUE, 1)).as("not sent again").isEmpty();
  }

  @Test
  void theThreadDeliversWhatComes() {
    optedIn.clear();
    try (NoticeSender sender =
        NoticeSender.start(store, file(), dir, people, marketing, () -> {}, clock)) {
      assertThat(sender).isNotNull();
      outbox.send(notice());
      long deadlineNs = System.nanoTime() + 10_000_000_000L;
      while (OutboxFile.read(dir).isEmpty() && System.nanoTime() < deadlineNs) {
        Thread.onSpinWait();
      }
    }
    assertThat(OutboxFile.read(dir)).hasSize(1);
  }

  private static Notice notice() {
    return Notice.to(COMPANY, PERSON, Template.QUESTION_ANSWERED, Map.of());
  }

  private GreenMail server() {
    return Objects.requireNonNull(server);
  }

  private void startServer() {
    GreenMail started =
        new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    started.start();
    server = started;
  }

  private MailSettings smtp(String user, String password) {
    return new MailSettings(
        "relog@relog.example",
        URI.create("https://relog.example"),
        Optional.of(
            new MailSettings.Smtp("127.0.0.1", port, MailSettings.Security.NONE, user, password)));
  }

  private static MailSettings file() {
    return new MailSettings(
        "relog@relog.example", URI.create("https://relog.example"), Optional.empty());
  }

  private Dispatch dispatch(MailSettings settings) {
    Delivery delivery =
        settings
            .smtp()
            .<Delivery>map(one -> new SmtpDelivery(settings, one))
            .orElseGet(() -> new OutboxFile(dir, settings.from()));
    OptOuts optOuts = new OptOuts(store.optOuts(), random, clock);
    return new Dispatch(store.notices(), delivery, settings, people, marketing, optOuts, clock);
  }

  private NoticeRow only() {
    List<NoticeRow> rows = rows();
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  /** The person's, newest first. */
  private List<NoticeRow> rows() {
    return store
        .notices()
        .ofPerson(COMPANY, PERSON, List.of(Template.QUESTION_ANSWERED.name()), 0, 10);
  }

  private static String clear(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }
}
