package kz.relog.api.notice;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Hands mails to a server over SMTP; keeps its connection while mails follow each other. */
final class SmtpDelivery implements Delivery {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
  private static final int REPLY_CHARS_MAX = 120;
  private static final Pattern CODE = Pattern.compile("^(\\d{3})[ -](\\d\\.\\d{1,3}\\.\\d{1,3})?");

  private final MailSettings settings;
  private final MailSettings.Smtp smtp;
  private final Session session;
  private Optional<SMTPTransport> connection = Optional.empty();

  SmtpDelivery(MailSettings settings, MailSettings.Smtp smtp) {
    this.settings = settings;
    this.smtp = smtp;
    this.session = Session.getInstance(properties());
  }

  @Override
  public Outcome deliver(Mail mail) {
    MimeMessage message;
    try {
      message = MailMessages.of(mail, settings.from(), session);
      message.saveChanges();
    } catch (AddressException notAddress) {
      return new Outcome.Refused("not an address");
    } catch (MessagingException impossible) {
      return new Outcome.Refused("cannot be written as a message");
    }
    SMTPTransport transport;
    try {
      transport = connected();
    } catch (MessagingException unreachable) {
      close();
      return new Outcome.Unreachable(reason(unreachable));
    }
    try {
      Address[] to = message.getAllRecipients();
      transport.sendMessage(message, to);
      return new Outcome.Taken(withoutAddresses(transport.getLastServerResponse()));
    } catch (MessagingException failed) {
      close();
      return outcome(failed);
    }
  }

  @Override
  public void forget(Set<String> mailIds) {
    // What the server took is the server's.
  }

  @Override
  public void forgetBefore(long atMs) {
    // What the server took is the server's.
  }

  @Override
  public void close() {
    connection.ifPresent(
        transport -> {
          try {
            transport.close();
          } catch (MessagingException gone) {
            // It is to be gone.
          }
        });
    connection = Optional.empty();
  }

  private SMTPTransport connected() throws MessagingException {
    if (connection.filter(SMTPTransport::isConnected).isPresent()) {
      return connection.get();
    }
    boolean isTls = smtp.security() == MailSettings.Security.TLS;
    SMTPTransport transport = (SMTPTransport) session.getTransport(isTls ? "smtps" : "smtp");
    String user = smtp.user().isEmpty() ? null : smtp.user();
    transport.connect(smtp.host(), smtp.port(), user, user == null ? null : smtp.password());
    connection = Optional.of(transport);
    return transport;
  }

  private Properties properties() {
    Properties properties = new Properties();
    for (String protocol : new String[] {"mail.smtp.", "mail.smtps."}) {
      properties.put(protocol + "connectiontimeout", millis(CONNECT_TIMEOUT));
      properties.put(protocol + "timeout", millis(ANSWER_TIMEOUT));
      properties.put(protocol + "writetimeout", millis(ANSWER_TIMEOUT));
      properties.put(protocol + "auth", Boolean.toString(!smtp.user().isEmpty()));
      properties.put(protocol + "ssl.checkserveridentity", "true");
      // Otherwise the machine's own name is looked up.
      properties.put(protocol + "localhost", settings.domain());
    }
    boolean isStartTls = smtp.security() == MailSettings.Security.STARTTLS;
    properties.put("mail.smtp.starttls.enable", Boolean.toString(isStartTls));
    properties.put("mail.smtp.starttls.required", Boolean.toString(isStartTls));
    return properties;
  }

  /** By the server's code, never by the words of a message. */
  private static Outcome outcome(MessagingException failed) {
    for (Exception cause = failed; cause instanceof MessagingException one; cause = next(one)) {
      int code = 0;
      if (cause instanceof SMTPAddressFailedException address) {
        code = address.getReturnCode();
      } else if (cause instanceof SMTPSendFailedException send) {
        code = send.getReturnCode();
      }
      if (code >= 500) {
        return new Outcome.Refused(shortened(String.valueOf(cause.getMessage()), code));
      }
      if (code >= 400) {
        return new Outcome.Later(shortened(String.valueOf(cause.getMessage()), code));
      }
    }
    return new Outcome.Unreachable(reason(failed));
  }

  private static Exception next(MessagingException failed) {
    Exception next = failed.getNextException();
    return next == null ? new Exception() : next;
  }

  /** The code and the enhanced code: what else a server says may hold the address. */
  private static String shortened(String reply, int code) {
    Matcher matcher = CODE.matcher(reply == null ? "" : reply);
    boolean isEnhanced = matcher.find() && matcher.group(2) != null;
    return isEnhanced ? code + " " + matcher.group(2) : Integer.toString(code);
  }

  private static String withoutAddresses(String reply) {
    String line = Plain.line(reply == null ? "" : reply).replaceAll("\\S*@\\S*", "…");
    return line.length() <= REPLY_CHARS_MAX ? line : line.substring(0, REPLY_CHARS_MAX);
  }

  private static String reason(MessagingException failed) {
    Exception cause = failed.getNextException();
    return (cause == null ? failed : cause).getClass().getSimpleName();
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
