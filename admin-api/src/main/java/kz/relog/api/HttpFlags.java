package kz.relog.api;

import com.linecorp.armeria.common.FlagsProvider;
import com.linecorp.armeria.common.util.TransportType;

/**
 * Armeria's flags as the API wants them, found by Armeria through the service loader: one transport
 * on every system, the one that {@link HttpLoops} are made of.
 */
public final class HttpFlags implements FlagsProvider {
  @Override
  public int priority() {
    return 1;
  }

  @Override
  public TransportType transportType() {
    return TransportType.NIO;
  }
}
