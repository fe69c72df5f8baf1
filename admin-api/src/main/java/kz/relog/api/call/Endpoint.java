package kz.relog.api.call;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import kz.relog.api.access.Access;

/**
 * One method of one path and what handles it.
 *
 * @param method GET answers HEAD too
 * @param path with {@code {id}} where a reference stands
 * @param access what it asks of a caller
 * @param bodyBytesMax longest body read; 0 when none is
 * @param handler called on a blocking thread
 * @param atDoor whether that thread is one of the {@link Door}'s
 */
public record Endpoint(
    HttpMethod method,
    String path,
    Access access,
    int bodyBytesMax,
    Handler handler,
    boolean atDoor) {

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
  public static Endpoint get(String path, Access access, Handler handler) {
    return new Endpoint(HttpMethod.GET, path, access, 0, handler, false);
  }

  /** A write with a small JSON body. */
  public static Endpoint post(String path, Access access, Handler handler) {
    return new Endpoint(HttpMethod.POST, path, access, Json.BODY_BYTES_MAX, handler, false);
  }

  /** A write with a body of at most {@code bodyBytesMax}. */
  public static Endpoint write(
      HttpMethod method, String path, Access access, int bodyBytesMax, Handler handler) {
    return new Endpoint(method, path, access, bodyBytesMax, handler, false);
  }

  /** A removal. */
  public static Endpoint delete(String path, Access access, Handler handler) {
    return new Endpoint(HttpMethod.DELETE, path, access, Json.BODY_BYTES_MAX, handler, false);
  }

  /** A replacing write with a small JSON body. */
  public static Endpoint put(String path, Access access, Handler handler) {
    return new Endpoint(HttpMethod.PUT, path, access, Json.BODY_BYTES_MAX, handler, false);
  }

  /** The same for those who ask to be let in, of whom too many may come at once. */
  public Endpoint atTheDoor() {
    return new Endpoint(method, path, access, bodyBytesMax, handler, true);
  }
}
