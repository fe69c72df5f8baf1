package kz.relog.device;

/**
 * Counts since the start, as one snapshot. {@code fixesOffered + fixesRecovered = fixesOpen +
 * fixesBacklog + fixesUnsettled + fixesSettled + fixesDropped + fixesThinned + fixesKept}. Retries
 * are counted in frames, never in fixes.
 *
 * @param fixesOffered fixes accepted by {@code offer}
 * @param fixesRecovered fixes of earlier runs, found in the spool
 * @param fixesOpen fixes in open batches
 * @param fixesBacklog fixes in closed batches that were never sent
 * @param fixesUnsettled fixes in numbered batches that are not settled
 * @param fixesSent fixes in batches that this run sent at least once
 * @param fixesSettled fixes that the server answers for, the refused among them
 * @param fixesRefused fixes that acks said were not stored; exact but for {@code fixesUntold}
 * @param fixesUntold settled fixes of batches whose own ack never came: how many of them were not
 *     stored is not known, since an ack tells the number of the one batch it answers
 * @param fixesDropped fixes given up by the device: see {@link DeviceListener#onDropped} and {@link
 *     DeviceListener#onOverflow}
 * @param fixesThinned fixes left out within the bound that the policies state
 * @param fixesKept fixes left in the spool by a device that has stopped for this run
 * @param batchesSent batches sent at least once
 * @param batchesSettled batches settled
 * @param framesSent frames given to a socket, retries and HELLO included
 * @param framesRetried frames that carried a batch again
 * @param hellosSent frames that only asked
 * @param bytesSent bytes of all frames sent, without lengths and headers of the network
 * @param acksAccepted acks opened and obeyed
 * @param acksIgnored authentic acks older than the last accepted
 * @param acksForged bytes that claimed to be an ack and were not authentic, or answered no recent
 *     frame
 * @param reconnects TCP connections opened after the first
 * @param carriageChanges times that a device went from UDP to its fallback or back
 * @param keyChanges times that a device went over to its next key
 * @param sendErrors sends and connections that the network refused
 * @param spoolErrors writes that the disk refused
 */
public record DeviceStats(
    long fixesOffered,
    long fixesRecovered,
    long fixesOpen,
    long fixesBacklog,
    long fixesUnsettled,
    long fixesSent,
    long fixesSettled,
    long fixesRefused,
    long fixesUntold,
    long fixesDropped,
    long fixesThinned,
    long fixesKept,
    long batchesSent,
    long batchesSettled,
    long framesSent,
    long framesRetried,
    long hellosSent,
    long bytesSent,
    long acksAccepted,
    long acksIgnored,
    long acksForged,
    long reconnects,
    long carriageChanges,
    long keyChanges,
    long sendErrors,
    long spoolErrors) {}
