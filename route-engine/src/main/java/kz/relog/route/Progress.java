package kz.relog.route;

/**
 * How far the vehicle has come. Immutable.
 *
 * @param alongMetres metres along the path, kept while off it; NaN unknown
 * @param pathMetres length of the path in metres, 0 without one
 * @param onRoute false while judged off the path
 * @param latenessMs behind the timetable here and now in ms, negative when ahead; 0 unknown
 * @param lastFactMs time of the last fact, Unix epoch ms UTC; 0 none
 */
public record Progress(
    double alongMetres, double pathMetres, boolean onRoute, long latenessMs, long lastFactMs) {}
