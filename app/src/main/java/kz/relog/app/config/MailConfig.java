package kz.relog.app.config;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.relog.api.notice.MailSettings;

/** What the settings mean for mail, and whether they fit each other. Stateless. */
public final class MailConfig {
  private MailConfig() {}

  /** Mail as set. */
  public static MailSettings of(RelogConfig config) {
    String host = config.get(Settings.MAIL_SMTP_HOST);
    Optional<MailSettings.Smtp> smtp =
        host.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new MailSettings.Smtp(
                    host,
                    config.get(Settings.MAIL_SMTP_PORT),
                    config.get(Settings.MAIL_SMTP_SECURITY),
                    config.get(Settings.MAIL_SMTP_USER),
                    config.get(Settings.MAIL_SMTP_PASSWORD)));
    return new MailSettings(config.get(Settings.MAIL_FROM), publicUrl(config), smtp);
  }

  /** Where people reach the product. */
  public static URI publicUrl(RelogConfig config) {
    InetSocketAddress http = config.get(Settings.HTTP_ADDRESS);
    boolean encrypted = !config.get(Settings.HTTP_TLS_CERTIFICATE).toString().isEmpty();
    String scheme = encrypted ? "https://" : "http://";
    return config
        .get(Settings.PUBLIC_URL)
        .orElseGet(() -> URI.create(scheme + host(http) + ":" + http.getPort()));
  }

  static List<String> problems(RelogConfig config) {
    List<String> problems = new ArrayList<>();
    boolean isSending = !config.get(Settings.MAIL_SMTP_HOST).isEmpty();
    if (isSending && config.get(Settings.MAIL_FROM).endsWith("@localhost")) {
      problems.add(
          "mail.from: not set, but mail.smtp.host is; allowed: an address that the server sends"
              + " for");
    }
    if (isSending && config.get(Settings.PUBLIC_URL).isEmpty()) {
      problems.add(
          "public.url: not set, but mail.smtp.host is; allowed: where people reach the product,"
              + " such as https://relog.example");
    }
    return problems;
  }

  private static String host(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
