package kz.relog.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** The demonstration: its counts agree, and it shows what it promises. */
class DemoIT {
  @Test
  void the_counts_of_devices_journal_and_archive_agree_and_incidents_are_seen() {
    DemoOptions options = new DemoOptions(10, 60, 10, 0, null, 1);
    try (Demo demo = new Demo(options)) {
      long endNs = System.nanoTime() + options.seconds() * 1_000_000_000L;
      while (System.nanoTime() < endNs) {
        demo.drive(5);
      }
      DemoSummary summary = demo.finish();

      assertThat(summary.disagreements()).isEmpty();
      assertThat(summary.stored()).isPositive();
      JsonNode live = demo.live();
      assertThat(live.path("vehicles")).hasSize(10);
      assertThat(live.path("events").findValuesAsText("type")).contains("arrived", "departed");
    }
  }
}
