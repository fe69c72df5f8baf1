package kz.relog.api.retain;

/**
 * What of a category is over.
 *
 * @param category what
 * @param days its term
 * @param cutoffMs what is older than this is over, Unix epoch ms UTC
 * @param count how much would go: months of positions, rows of others
 */
public record Due(Category category, int days, long cutoffMs, long count) {}
