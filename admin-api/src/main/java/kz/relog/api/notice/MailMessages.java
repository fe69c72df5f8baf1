package kz.relog.api.notice;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;

/** Turns mails into MIME messages. Stateless. */
final class MailMessages {
  private MailMessages() {}

  /**
   * The message.
   *
   * @throws MessagingException when the address is none
   */
  @SuppressWarnings("JavaUtilDate") // Jakarta Mail asks for it.
  static MimeMessage of(Mail mail, String from, Session session) throws MessagingException {
    MimeMessage message = new Named(session, "<" + mail.id() + ">");
    message.setFrom(new InternetAddress(from, true));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to(), true));
    message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
    message.setText(mail.body(), StandardCharsets.UTF_8.name());
    message.setSentDate(new Date(mail.atMs()));
    message.setHeader("Content-Language", mail.language().code());
    // Nobody's holiday answer goes to a machine (RFC 3834).
    message.setHeader("Auto-Submitted", "auto-generated");
    if (mail.optOut().isPresent()) {
      message.setHeader("List-Unsubscribe", "<" + mail.optOut().get() + ">");
      message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
    return message;
  }

  /** Keeps its id, which is the same at each try. */
  private static final class Named extends MimeMessage {
    private final String id;

    Named(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
