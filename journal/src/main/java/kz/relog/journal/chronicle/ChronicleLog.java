package kz.relog.journal.chronicle;

import net.openhft.chronicle.core.onoes.ExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what Chronicle has to say into our log under one name, without its remarks on how the JVM
 * was started.
 */
final class ChronicleLog implements ExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger("kz.relog.journal.chronicle");

  private final boolean error;

  ChronicleLog(boolean error) {
    this.error = error;
  }

  @Override
  public void on(Class<?> source, @Nullable String message, @Nullable Throwable thrown) {
    log(source.getSimpleName(), message, thrown);
  }

  @Override
  public void on(Logger source, @Nullable String message, @Nullable Throwable thrown) {
    log(source.getName(), message, thrown);
  }

  private void log(String source, @Nullable String message, @Nullable Throwable thrown) {
    if (source.endsWith("CleanerService") || source.endsWith("CleanerServiceLocator")) {
      return;
    }
    if (error) {
      LOG.error("{}: {}", source, message, thrown);
    } else {
      LOG.warn("{}: {}", source, message, thrown);
    }
  }
}
