package kz.relog.device;

/** Running counts of one thread's senders; see {@link DeviceStats} for each. */
final class Tally {
  long fixesOffered;
  long fixesOpen;
  long fixesUnsettled;
  long fixesSent;
  long fixesSettled;
  long fixesRefused;
  long fixesDropped;
  long batchesUnsettled;
  long batchesSent;
  long batchesSettled;
  long framesSent;
  long framesRetried;
  long hellosSent;
  long bytesSent;
  long acksAccepted;
  long acksIgnored;
  long acksForged;
  long reconnects;
  long sendErrors;

  DeviceStats snapshot() {
    return new DeviceStats(
        fixesOffered,
        fixesOpen,
        fixesUnsettled,
        fixesSent,
        fixesSettled,
        fixesRefused,
        fixesDropped,
        batchesSent,
        batchesSettled,
        framesSent,
        framesRetried,
        hellosSent,
        bytesSent,
        acksAccepted,
        acksIgnored,
        acksForged,
        reconnects,
        sendErrors);
  }
}
