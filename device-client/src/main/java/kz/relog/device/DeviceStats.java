package kz.relog.device;

/**
 * Counts since the start, as one snapshot. Without loss of the process {@code fixesOffered =
 * fixesOpen + fixesUnsettled + fixesSettled + fixesDropped}. Retries are counted in frames, never
 * in fixes.
 *
 * @param fixesOffered fixes accepted by {@code offer}
 * @param fixesOpen fixes in open batches
 * @param fixesUnsettled fixes in closed batches that are not settled
 * @param fixesSent fixes in batches that were sent at least once
 * @param fixesSettled fixes that the server answers for, the refused among them
 * @param fixesRefused fixes that acks said were not stored
 * @param fixesDropped fixes given up by the device
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
 * @param sendErrors sends and connections that the network refused
 */
public record DeviceStats(
    long fixesOffered,
    long fixesOpen,
    long fixesUnsettled,
    long fixesSent,
    long fixesSettled,
    long fixesRefused,
    long fixesDropped,
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
    long sendErrors) {}
