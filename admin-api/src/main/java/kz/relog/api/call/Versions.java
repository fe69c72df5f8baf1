package kz.relog.api.call;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.SplitHttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.relog.api.problem.Problem;
import kz.relog.api.problem.ProblemException;

/**
 * Versions of what is read and then changed, as HTTP carries them. The {@code ETag} of an answer is
 * {@code "VERSION-MARK"}: the version grows with each change that somebody makes, the mark is of
 * what was shown. {@code If-Match} asks for the version alone, {@code If-None-Match} for both.
 * Stateless; any thread.
 *
 * <p>Why two parts: a view also tells what nobody can overwrite, such as who drives a vehicle now.
 * A change need not be made for that, but who asks whether there is anything new must be told.
 */
public final class Versions {
  /** Bytes of a mark: two views of one version differ but once in 2^48. */
  private static final int MARK_BYTES = 6;

  private static final Pattern TAG = Pattern.compile("\"(\\d{1,18})(-[0-9a-f]{12})?\"");

  /** No version of anything, so that it is never the one that is there. */
  private static final long NONE = -1;

  private Versions() {}

  /** The tag of a version and of what was shown of it. */
  static String tag(long version, byte[] shown) {
    String mark = HexFormat.of().formatHex(sha256(shown), 0, MARK_BYTES);
    return '"' + Long.toString(version) + '-' + mark + '"';
  }

  /** The version that {@code If-Match} names; empty without the header, or when it is {@code *}. */
  static OptionalLong expected(RequestHeaders headers) {
    String sent = headers.get(HttpHeaderNames.IF_MATCH, "*").strip();
    if (sent.equals("*")) {
      return OptionalLong.empty();
    }
    Matcher tag = TAG.matcher(sent);
    return OptionalLong.of(tag.matches() ? Long.parseLong(tag.group(1)) : NONE);
  }

  /**
   * Refuses a change that was made for another version.
   *
   * @param expected what {@code If-Match} named; empty lets every version pass
   * @param version which it has
   * @param what names the thing for the caller, for example "vehicle"
   * @throws ProblemException 412 when they differ
   */
  public static void require(OptionalLong expected, long version, String what) {
    if (expected.isPresent() && expected.getAsLong() != version) {
      throw problem("The " + what + " has version " + version + " now");
    }
  }

  /** What says that somebody else was faster: 412. */
  public static ProblemException changed(String what) {
    return problem("The " + what + " was changed at the same time");
  }

  private static ProblemException problem(String why) {
    return Problem.of(
            HttpStatus.PRECONDITION_FAILED,
            "version-changed",
            "Version changed",
            why + "; read it and make the change for that.")
        .toException();
  }

  /** 304 in place of what the caller of a read has already; any other answer as it is. */
  static HttpResponse unlessKnown(RequestHeaders request, HttpResponse answer) {
    String known = request.get(HttpHeaderNames.IF_NONE_MATCH, "");
    boolean isRead = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
    if (known.isEmpty() || !isRead) {
      return answer;
    }
    SplitHttpResponse parts = answer.split();
    return HttpResponse.of(
        parts
            .headers()
            .thenApply(
                headers -> {
                  if (!isKnown(known, headers)) {
                    return HttpResponse.of(headers, parts.body());
                  }
                  parts.body().abort();
                  return HttpResponse.of(
                      ResponseHeaders.builder(HttpStatus.NOT_MODIFIED)
                          .set(HttpHeaderNames.ETAG, headers.get(HttpHeaderNames.ETAG, ""))
                          .set(
                              HttpHeaderNames.CACHE_CONTROL,
                              headers.get(HttpHeaderNames.CACHE_CONTROL, "no-store"))
                          .build());
                }));
  }

  private static boolean isKnown(String known, ResponseHeaders headers) {
    String tag = headers.get(HttpHeaderNames.ETAG, "");
    if (!headers.status().equals(HttpStatus.OK) || tag.isEmpty()) {
      return false;
    }
    for (String one : known.split(",", -1)) {
      String bare = one.strip();
      // A proxy that packs answers makes tags weak; for a read that is as good.
      if (bare.equals("*") || bare.equals(tag) || bare.equals("W/" + tag)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
