package kz.relog.app.drill;

import java.nio.file.Path;
import java.util.List;

/**
 * How a drill is to run.
 *
 * @param rounds what a round is depends on the drill
 * @param seconds no new round begins after so many
 * @param seed equal seeds hurt at equal moments, as far as the machine's own timing allows
 * @param serving more options of {@code relog serve} for the server that is hurt
 * @param folder where it works; what it makes there is deleted at the end
 */
record DrillOptions(int rounds, int seconds, long seed, List<String> serving, Path folder) {}
