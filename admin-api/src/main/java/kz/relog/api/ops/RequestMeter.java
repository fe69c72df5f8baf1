package kz.relog.api.ops;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.logging.RequestLog;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/**
 * Times requests by the pattern of their route, method and status: closed sets, never an id. Any
 * thread.
 */
public final class RequestMeter implements DecoratingHttpServiceFunction {
  private final MeterRegistry meters;

  /** Adds its timer to these meters. */
  public RequestMeter(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public HttpResponse serve(HttpService next, ServiceRequestContext context, HttpRequest request)
      throws Exception {
    var unused = context.log().whenComplete().thenAccept(this::record);
    return next.serve(context, request);
  }

  private void record(RequestLog log) {
    ServiceRequestContext context = (ServiceRequestContext) log.context();
    Timer.builder("relog.http.requests")
        .description("Requests to the admin API")
        .tag("route", context.config().route().patternString())
        .tag("method", context.method().name())
        .tag("status", log.responseHeaders().status().codeAsText())
        .register(meters)
        .record(log.totalDurationNanos(), TimeUnit.NANOSECONDS);
  }
}
