package kz.relog.api.call;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;

/**
 * One method of one path and what handles it.
 *
 * @param method GET answers HEAD too
 * @param path with {@code {id}} where a reference stands
 * @param bodyBytesMax longest body read; 0 when none is
 * @param handler called on a blocking thread
 */
public record Endpoint(HttpMethod method, String path, int bodyBytesMax, Handler handler) {

  /** Handles a call. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Answers; may block.
     *
     * @throws Exception which the server's error handler turns into a problem
     */
    HttpResponse handle(Call call) throws Exception;
  }

  /** A read. */
  public static Endpoint get(String path, Handler handler) {
    return new Endpoint(HttpMethod.GET, path, 0, handler);
  }

  /** A write with a small JSON body. */
  public static Endpoint post(String path, Handler handler) {
    return new Endpoint(HttpMethod.POST, path, Json.BODY_BYTES_MAX, handler);
  }

  /** A write with a body of at most {@code bodyBytesMax}. */
  public static Endpoint write(HttpMethod method, String path, int bodyBytesMax, Handler handler) {
    return new Endpoint(method, path, bodyBytesMax, handler);
  }

  /** A replacing write with a small JSON body. */
  public static Endpoint put(String path, Handler handler) {
    return new Endpoint(HttpMethod.PUT, path, Json.BODY_BYTES_MAX, handler);
  }
}
