package kz.relog.api;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import kz.relog.api.problem.Problem;
import kz.relog.api.problem.ProblemAnswers;

/** Counts the requests that run, so that a stop waits for exactly these. Any thread. */
final class RunningRequests implements DecoratingHttpServiceFunction {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition none = lock.newCondition();
  private int running;
  private boolean stopping;

  @Override
  public HttpResponse serve(HttpService next, ServiceRequestContext context, HttpRequest request)
      throws Exception {
    if (!begin()) {
      return ProblemAnswers.answer(Problem.busy("The server is stopping."));
    }
    var unused = context.log().whenComplete().thenAccept(log -> end());
    return next.serve(context, request);
  }

  /** Refuses what comes from now on and waits until the rest is answered. */
  void drain(Duration patience) {
    long leftNs = patience.toNanos();
    lock.lock();
    try {
      stopping = true;
      while (running > 0 && leftNs > 0) {
        leftNs = none.awaitNanos(leftNs);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private boolean begin() {
    lock.lock();
    try {
      running += stopping ? 0 : 1;
      return !stopping;
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      running--;
      if (running == 0) {
        none.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }
}
