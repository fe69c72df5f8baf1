package kz.relog.api.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The one style sheet that stands inside printed pages, and what allows a browser to heed it. */
public final class ReportStyle {
  static final String CSS = read();

  private ReportStyle() {}

  /** The style sheet's name in a Content-Security-Policy: {@code 'sha256-…'}. */
  public static String policySource() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha.digest(CSS.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  private static String read() {
    try (InputStream in = ReportStyle.class.getResourceAsStream("/report/report.css")) {
      if (in == null) {
        throw new IllegalStateException("report/report.css is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
