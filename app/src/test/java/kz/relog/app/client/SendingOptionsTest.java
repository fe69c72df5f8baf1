package kz.relog.app.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kz.relog.device.FleetConfig;
import kz.relog.device.RetryPolicy;
import kz.relog.device.ServerAddress;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class SendingOptionsTest {
  private static final String BOTH = "udp://127.0.0.1:1,tcp://127.0.0.1:2";

  /** A command with nothing but these options. */
  @Command(name = "send")
  static final class Send {
    @Mixin SendingOptions sending = new SendingOptions();
  }

  @Test
  void the_carriage_chooses_among_the_addresses() {
    assertThat(to(BOTH)).isEqualTo(BOTH);
    assertThat(to(BOTH, "--carriage", "auto")).isEqualTo(BOTH);
    assertThat(to(BOTH, "--carriage", "udp")).isEqualTo("udp://127.0.0.1:1");
    assertThat(to(BOTH, "--carriage", "TCP")).isEqualTo("tcp://127.0.0.1:2");
    assertThat(to("tcp://127.0.0.1:2", "--carriage", "tcp")).isEqualTo("tcp://127.0.0.1:2");
  }

  @Test
  void a_way_without_an_address_is_refused_with_what_is_needed() {
    assertThatThrownBy(() -> to("udp://127.0.0.1:1", "--carriage", "auto"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("needs --to udp://HOST:PORT,tcp://HOST:PORT");
    assertThatThrownBy(() -> to("udp://127.0.0.1:1", "--carriage", "pigeon"))
        .hasMessageContaining("allowed: udp, tcp, auto");
  }

  @Test
  void low_bandwidth_sets_digits_and_length_and_an_explicit_batch_stays() {
    assertThat(config(BOTH).batch().digits()).isEqualTo(6);
    assertThat(config(BOTH).batch().fixesMax()).isEqualTo(30);
    assertThat(config(BOTH, "--low-bandwidth").batch().digits()).isEqualTo(5);
    assertThat(config(BOTH, "--low-bandwidth").batch().fixesMax()).isEqualTo(480);
    assertThat(config(BOTH, "--low-bandwidth", "--batch", "7").batch().fixesMax()).isEqualTo(7);
    assertThat(config(BOTH, "--thin", "10").batch().thinMetres()).isEqualTo(10);
    assertThat(config(BOTH, "--budget", "100000").budgetBytesPerDay()).isEqualTo(100_000);
  }

  @Test
  void values_out_of_range_are_refused() {
    for (String[] wrong : new String[][] {{"--batch", "0"}, {"--thin", "1"}, {"--budget", "5"}}) {
      assertThatThrownBy(() -> config(BOTH, wrong))
          .as(wrong[0])
          .isInstanceOf(ParameterException.class);
    }
  }

  private static String to(String address, String... options) {
    return config(address, options).server().toString();
  }

  private static FleetConfig config(String address, String... options) {
    Send send = new Send();
    new CommandLine(send).parseArgs(options);
    return send.sending.config(ServerAddress.parse(address), 30, 10_000, 1000, RetryPolicy.QUICK);
  }
}
