package kz.relog.route;

/**
 * The vehicle stood where no stop is planned. Immutable.
 *
 * @param fromMs first standing fix, Unix epoch ms UTC
 * @param toMs last standing fix, Unix epoch ms UTC
 * @param alongMetres where on the path in metres; NaN when off it or without one
 */
public record UnplannedStop(long fromMs, long toMs, double alongMetres) {}
