package kz.relog.app.drill.link;

import java.util.SplittableRandom;

/**
 * How bad a link is. Immutable; each number is a probability from 0 to 1 unless it says otherwise.
 *
 * @param loss a datagram is not delivered
 * @param duplicate it is delivered twice
 * @param delay it is delivered later, and so may be overtaken
 * @param delayMsMax how much later at most
 * @param truncate it is cut short
 * @param flip one of its bits is changed
 * @param cut a connection is cut after a piece, in the middle of whatever it carries
 */
public record Weather(
    double loss,
    double duplicate,
    double delay,
    int delayMsMax,
    double truncate,
    double flip,
    double cut) {

  /** Draws one, from a drizzle to a storm. */
  public static Weather draw(SplittableRandom random) {
    return new Weather(
        random.nextDouble(0.3),
        random.nextDouble(0.2),
        random.nextDouble(0.5),
        1 + random.nextInt(400),
        random.nextDouble(0.05),
        random.nextDouble(0.05),
        random.nextDouble(0.03));
  }
}
