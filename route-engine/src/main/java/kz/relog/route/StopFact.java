package kz.relog.route;

/**
 * Plan and fact of one stop. Immutable.
 *
 * @param stopId the planner's number of the stop
 * @param state where the vehicle stands with it
 * @param outOfOrder true when a later stop was served before it
 * @param alongMetres where it lies on the path in metres; NaN without a path
 * @param planned planned arrival and departure
 * @param actual actual arrival and departure
 * @param etaMs expected arrival while not reached, Unix epoch ms UTC; 0 unknown
 * @param latenessMs actual (or else expected) minus planned arrival in ms, negative when early; 0
 *     when either is unknown
 * @param window the stop's window, or else its planned arrival with five minutes' grace on both
 *     sides
 * @param windowState how the actual arrival, or else the expected one, lies to the window
 */
public record StopFact(
    int stopId,
    StopState state,
    boolean outOfOrder,
    double alongMetres,
    Span planned,
    Span actual,
    long etaMs,
    long latenessMs,
    Window window,
    WindowState windowState) {}
