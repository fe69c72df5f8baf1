package kz.relog.fuzz;

import java.util.Arrays;
import kz.relog.api.plan.PlanGeoJson;
import kz.relog.api.plan.PlanLimits;
import kz.relog.api.plan.PlanReading;

/** A plan from a dispatcher. Law: an accepted plan, written, reads as the same plan. */
public final class PlanTarget {
  private PlanTarget() {}

  /**
   * Called by the fuzzer once: the parser's classes take longer to instrument than an input may.
   */
  public static void fuzzerInitialize() {
    PlanGeoJson.read(new byte[] {'{', '}'});
  }

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    Law.bounded(
        data.length,
        () -> {
          PlanReading reading = PlanGeoJson.read(data);
          if (reading instanceof PlanReading.Refused refused) {
            Law.hold(
                !refused.problems().isEmpty()
                    && refused.problems().size() <= PlanLimits.PROBLEMS_MAX,
                "a refusal tells 1 to 50 problems");
          } else if (reading instanceof PlanReading.Accepted accepted) {
            byte[] written = PlanGeoJson.write(accepted.plan());
            PlanReading again = PlanGeoJson.read(written);
            Law.hold(again instanceof PlanReading.Accepted, "a written plan must be accepted");
            byte[] twice = PlanGeoJson.write(((PlanReading.Accepted) again).plan());
            Law.hold(Arrays.equals(written, twice), "a written plan must read as the same plan");
          }
        });
  }
}
