package kz.relog.device;

/** Running counts of one thread's senders; see {@link DeviceStats} for each. */
final class Tally {
  long fixesOffered;
  long fixesRecovered;
  long fixesOpen;
  long fixesBacklog;
  long fixesUnsettled;
  long fixesSent;
  long fixesSettled;
  long fixesRefused;
  long fixesUntold;
  long fixesDropped;
  long fixesThinned;
  long fixesKept;
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
  long carriageChanges;
  long keyChanges;
  long sendErrors;
  long spoolErrors;

  /** Numbered batches that are not settled. */
  long batchesUnsettled;

  /** Changes of consent that have no number yet. */
  long wishes;

  /** Whether every device has handed over everything. */
  boolean isSettled() {
    return fixesOpen == 0 && fixesBacklog == 0 && batchesUnsettled == 0 && wishes == 0;
  }

  DeviceStats snapshot() {
    return new DeviceStats(
        fixesOffered,
        fixesRecovered,
        fixesOpen,
        fixesBacklog,
        fixesUnsettled,
        fixesSent,
        fixesSettled,
        fixesRefused,
        fixesUntold,
        fixesDropped,
        fixesThinned,
        fixesKept,
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
        carriageChanges,
        keyChanges,
        sendErrors,
        spoolErrors);
  }
}
