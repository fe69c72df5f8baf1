package kz.relog.app.archive;

/**
 * Where facts of an erased subject were: no position, only which device and when.
 *
 * @param deviceRef the device
 * @param fromMs whole hours, Unix epoch ms UTC
 * @param toMs exclusive
 */
public record ErasedPlace(long deviceRef, long fromMs, long toMs) {}
