package kz.relog.bench.rival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kz.relog.bench.load.LoadFleet;
import kz.relog.bench.load.LoadResult;
import kz.relog.bench.load.LoadRun;
import kz.relog.bench.process.SinkProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rival runs, acknowledges what it is given, and is gone afterwards. */
class RivalsIT {
  private static final int RECORDS_OF_A_GROUP = 20;

  @TempDir private Path folder;

  @BeforeEach
  void onLinux() {
    Epoll.ensureAvailability();
  }

  private RivalWork work() {
    LoadRun unused = new LoadRun(new LoadFleet(List.of(), 1, 0), 1, 0, 0.1, 1);
    return new RivalWork(unused, 2, 8, 1, 31, 60, RECORDS_OF_A_GROUP, 0.1, folder);
  }

  private void takesRecords(Rival rival) throws IOException, InterruptedException {
    assertThat(rival.missing()).isEmpty();
    assertThat(rival.settings()).isNotBlank();
    assertThat(rival.durability()).isNotBlank();
    try (RunningRival running = rival.start(work())) {
      LoadResult round = running.round();
      assertThat(round.acked()).isGreaterThanOrEqualTo(RECORDS_OF_A_GROUP);
      assertThat(round.lostInAll()).isZero();
      assertThat(round.rate()).isPositive();
    }
  }

  @Test
  void chronicle_queue_appends_and_forces() throws Exception {
    takesRecords(new ChronicleRival());
    assertThat(folder.resolve("chronicle")).isNotEmptyDirectory();
  }

  @Test
  void dd_writes_blocks() throws Exception {
    takesRecords(new DdRival());
    assertThat(Files.size(folder.resolve("dd"))).isGreaterThan(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"always", "everysec"})
  void redis_is_started_takes_records_and_is_stopped(String fsync) throws Exception {
    takesRecords(new RedisRival(fsync));
    try (var files = Files.walk(folder.resolve("redis-" + fsync))) {
      assertThat(files.filter(file -> file.toString().endsWith(".aof"))).isNotEmpty();
    }
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void the_c_sink_answers_with_the_first_bytes_of_what_it_got() throws Exception {
    try (SinkProcess sink = SinkProcess.program(CSinkRival.build(folder), 1, 31);
        DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(10_000);
      byte[] frame = new byte[55];
      frame[1] = 42;
      socket.send(new DatagramPacket(frame, frame.length, sink.address()));
      DatagramPacket answer = new DatagramPacket(new byte[100], 100);
      socket.receive(answer);
      assertThat(answer.getLength()).isEqualTo(31);
      assertThat(answer.getData()[1]).isEqualTo((byte) 42);
    }
  }

  @Test
  void a_rival_that_does_not_start_says_why() {
    RivalWork nowhere =
        new RivalWork(work().run(), 1, 1, 1, 31, 60, 1, 0.1, folder.resolve("missing"));
    assertThatThrownBy(() -> new DdRival().start(nowhere))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("dd:");
  }
}
