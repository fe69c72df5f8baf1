package kz.relog.api;

import java.time.Duration;
import java.util.function.LongConsumer;
import kz.relog.api.retain.Terms;
import kz.relog.api.spi.MonthKeeper;
import kz.relog.api.spi.SubjectTracks;

/**
 * What the app hands over for giving people their data and for removing it in time.
 *
 * @param tracks reads the stored facts of one person
 * @param months removes months of positions
 * @param eraser orders that all of a person is erased, because the term of keeping is over
 * @param terms how long what is kept
 * @param accessTerm within which an access request is answered, at most 30 days
 */
public record KeepPorts(
    SubjectTracks tracks,
    MonthKeeper months,
    LongConsumer eraser,
    Terms terms,
    Duration accessTerm) {}
