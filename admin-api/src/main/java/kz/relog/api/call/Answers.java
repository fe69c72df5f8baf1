package kz.relog.api.call;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;

/** Successful answers. Stateless; any thread. */
public final class Answers {
  /** GeoJSON's media type (RFC 7946). */
  public static final MediaType GEO_JSON = MediaType.create("application", "geo+json");

  private Answers() {}

  /** 200 with a JSON view. */
  public static HttpResponse ok(Object view) {
    return bytes(HttpStatus.OK, MediaType.JSON, Json.bytes(view));
  }

  /** 204: done, and there is nothing to show. */
  public static HttpResponse none() {
    return HttpResponse.of(
        ResponseHeaders.builder(HttpStatus.NO_CONTENT)
            .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
            .build());
  }

  /** Any status with a JSON view and the tag of the version shown. */
  public static HttpResponse tagged(HttpStatus status, long version, Object view) {
    return tagged(headers(status, MediaType.JSON), version, Json.bytes(view));
  }

  /** 200 with bytes and the tag of the version shown. */
  public static HttpResponse tagged(MediaType type, long version, byte[] shown) {
    return tagged(headers(HttpStatus.OK, type), version, shown);
  }

  private static HttpResponse tagged(ResponseHeadersBuilder headers, long version, byte[] shown) {
    return HttpResponse.of(
        headers.set(HttpHeaderNames.ETAG, Versions.tag(version, shown)).build(),
        HttpData.wrap(shown));
  }

  /** Any status with a JSON view. */
  public static HttpResponse json(HttpStatus status, Object view) {
    return bytes(status, MediaType.JSON, Json.bytes(view));
  }

  /** Any status with a JSON view of the thing at {@code location}. */
  public static HttpResponse at(HttpStatus status, String location, Object view) {
    return HttpResponse.of(
        headers(status, MediaType.JSON).set(HttpHeaderNames.LOCATION, location).build(),
        HttpData.wrap(Json.bytes(view)));
  }

  /** As {@link #at}, with the tag of the version shown. */
  public static HttpResponse at(HttpStatus status, String location, long version, Object view) {
    return tagged(
        headers(status, MediaType.JSON).set(HttpHeaderNames.LOCATION, location),
        version,
        Json.bytes(view));
  }

  /** Bytes that nobody on the way may keep. */
  public static HttpResponse bytes(HttpStatus status, MediaType type, byte[] bytes) {
    return HttpResponse.of(headers(status, type).build(), HttpData.wrap(bytes));
  }

  /** The headers of any answer of the API: it is about people and now, so it is not cached. */
  public static ResponseHeadersBuilder headers(HttpStatus status, MediaType type) {
    return ResponseHeaders.builder(status)
        .contentType(type)
        .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
  }
}
