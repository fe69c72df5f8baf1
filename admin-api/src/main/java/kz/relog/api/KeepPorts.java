package kz.relog.api;

import java.time.Duration;
import kz.relog.api.retain.Terms;
import kz.relog.api.spi.Erasures;
import kz.relog.api.spi.MonthKeeper;
import kz.relog.api.spi.SubjectTracks;

/**
 * What the app hands over for giving people their data and for removing it in time.
 *
 * @param tracks reads the stored facts of one person
 * @param months removes months of positions
 * @param erasures carries erasures out
 * @param terms how long what is kept
 * @param accessTerm within which an access request is answered, at most 30 days
 * @param exportWindow how long a person can take data along before the company's deletion
 */
public record KeepPorts(
    SubjectTracks tracks,
    MonthKeeper months,
    Erasures erasures,
    Terms terms,
    Duration accessTerm,
    Duration exportWindow) {}
