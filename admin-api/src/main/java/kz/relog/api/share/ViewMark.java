package kz.relog.api.share;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Knows a page that goes on looking from one that was just opened: a page sends back the mark that
 * the answer before had. A mark is the same for all who look at a link, so that it tells nothing
 * about anybody; after a restart each page counts as opened anew. Any thread.
 */
final class ViewMark {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int MARK_BYTES = 12;

  private final SecretKeySpec key;

  ViewMark(SecureRandom random) {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    this.key = new SecretKeySpec(bytes, ALGORITHM);
    Arrays.fill(bytes, (byte) 0);
  }

  String mark(long linkRef) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(linkRef).array());
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(hash, MARK_BYTES));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  boolean isMark(long linkRef, String mark) {
    return MessageDigest.isEqual(
        mark(linkRef).getBytes(StandardCharsets.US_ASCII),
        mark.getBytes(StandardCharsets.US_ASCII));
  }
}
