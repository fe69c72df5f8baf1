package kz.relog.api.json;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Makes readers and writers of JSON that keep no buffers. Stateless.
 *
 * <p>Jackson keeps the buffers of each thread for the next document, and with them whatever the
 * last ones said: a person's name stood in the memory of a request's thread long after the person
 * was erased. What it costs: some ten kilobytes of garbage per document.
 */
public final class ForgetfulJson {
  private ForgetfulJson() {}

  /** For a factory with limits of its own. */
  public static JsonFactoryBuilder factory() {
    return new JsonFactoryBuilder().recyclerPool(JsonRecyclerPools.nonRecyclingPool());
  }

  /** With everything else as usual. */
  public static ObjectMapper mapper() {
    return new ObjectMapper(factory().build());
  }
}
