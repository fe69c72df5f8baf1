package kz.relog.bench.rival;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.stream.Stream;
import kz.relog.bench.load.LoadResult;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;

/**
 * Chronicle Queue alone, the library beneath the server's journal: records of the same length
 * appended by one thread and forced in groups as large as the server's. No socket, no cipher, no
 * state.
 */
public final class ChronicleRival implements Rival {
  @Override
  public String name() {
    return "chronicle-queue";
  }

  @Override
  public String durability() {
    return "each group forced by FileChannel.force(false), as journal.sync=always";
  }

  @Override
  public String settings() {
    return "one appending thread, default roll cycle and block size, groups as large as the"
        + " server's";
  }

  @Override
  public RunningRival start(RivalWork work) throws IOException {
    Path folder = Files.createDirectories(work.folder().resolve("chronicle"));
    ChronicleQueue queue = ChronicleQueue.singleBuilder(folder).build();
    byte[] record = new byte[work.recordBytes()];
    new Random(1).nextBytes(record);
    return new Running(queue, folder, record, work);
  }

  private static final class Running implements RunningRival {
    private final ChronicleQueue queue;
    private final Path folder;
    private final byte[] record;
    private final RivalWork work;

    Running(ChronicleQueue queue, Path folder, byte[] record, RivalWork work) {
      this.queue = queue;
      this.folder = folder;
      this.record = record;
      this.work = work;
    }

    @Override
    public LoadResult round() throws IOException {
      Bytes<byte[]> bytes = Bytes.wrapForRead(record);
      ExcerptAppender appender = queue.createAppender();
      try (appender) {
        appender.writeBytes(bytes); // makes the file
        try (FileChannel file = FileChannel.open(newest(), StandardOpenOption.WRITE)) {
          Stretch stretch = Stretch.ofThisProcess();
          while (stretch.seconds() < work.seconds()) {
            long beganNs = System.nanoTime();
            for (int i = 0; i < work.groupRecords(); i++) {
              bytes.readPosition(0);
              appender.writeBytes(bytes);
            }
            file.force(false);
            stretch.sent(work.groupRecords());
            stretch.acked(work.groupRecords(), System.nanoTime() - beganNs);
          }
          return stretch.result();
        }
      }
    }

    private Path newest() throws IOException {
      try (Stream<Path> files = Files.list(folder)) {
        return files
            .filter(file -> file.toString().endsWith(".cq4"))
            .sorted()
            .reduce((first, second) -> second)
            .orElseThrow(() -> new IOException("the queue has no file"));
      }
    }

    @Override
    public void close() {
      queue.close();
    }
  }
}
