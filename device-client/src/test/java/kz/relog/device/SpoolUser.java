package kz.relog.device;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Paths;

/**
 * A phone's process that tells each fix that was accepted in one unbuffered write; made to be
 * killed. With no fixes to offer it hands over what it finds and ends with {@code settled}.
 */
public final class SpoolUser {
  private SpoolUser() {}

  /** Takes the key file, the server, the first second and the number of fixes. */
  public static void main(String[] args) throws IOException, InterruptedException {
    FleetConfig config =
        FleetConfig.to(ServerAddress.parse(args[1]))
            .withBatch(new BatchPolicy(5, 50, 7, 1000))
            .withRetry(new RetryPolicy(20, 200, 20, 20));
    int first = Integer.parseInt(args[2]);
    int fixes = Integer.parseInt(args[3]);
    try (OutputStream out = new FileOutputStream(FileDescriptor.out);
        DeviceClient client =
            DeviceClient.open(
                DeviceHome.open(Paths.get(args[0]), SpoolPolicy.STANDARD),
                config,
                DeviceListener.NONE)) {
      for (int i = first; i < first + fixes; i++) {
        OfferResult result = client.offer(Bench.DAY_ONE_MS + i * 1000L, i, -i, 100, 90, 4);
        out.write((i + " " + result + "\n").getBytes(StandardCharsets.US_ASCII));
      }
      client.flush();
      out.write((client.awaitSettled(60_000) + " settled\n").getBytes(StandardCharsets.US_ASCII));
    }
  }
}
