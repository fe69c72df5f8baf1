package kz.relog.bench.rival;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.relog.bench.load.LoadResult;

/**
 * {@code dd} that writes blocks as large as the server's groups and has each of them on the disk
 * before the next: what the disk alone allows. A record counts as acknowledged with its block.
 */
public final class DdRival implements Rival {
  private static final Pattern SECONDS = Pattern.compile("copied, ([0-9.]+(?:e-?[0-9]+)?) s");
  private static final int TRIAL_BLOCKS = 20;

  @Override
  public String name() {
    return "dd";
  }

  @Override
  public String durability() {
    return "each block on the disk before the next (O_DSYNC)";
  }

  @Override
  public String settings() {
    return "dd if=/dev/zero oflag=dsync conv=notrunc, blocks as large as a group of the server's, a"
        + " file that was written before";
  }

  @Override
  public Optional<String> missing() {
    return Programs.missing("dd");
  }

  @Override
  public RunningRival start(RivalWork work) throws IOException, InterruptedException {
    double trial = run(work, TRIAL_BLOCKS);
    int blocks = (int) Math.max(TRIAL_BLOCKS, TRIAL_BLOCKS * work.seconds() / trial);
    run(work, blocks); // lays the file out
    return new RunningRival() {
      @Override
      public LoadResult round() throws IOException, InterruptedException {
        Stretch stretch = Stretch.ofThisProcess();
        double seconds = run(work, blocks);
        long records = (long) blocks * work.groupRecords();
        stretch.sent(records);
        stretch.acked(records, (long) (seconds / blocks * 1e9));
        return stretch.result();
      }

      @Override
      public void close() {}
    };
  }

  private static double run(RivalWork work, int blocks) throws IOException, InterruptedException {
    int blockBytes = work.recordBytes() * work.groupRecords();
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                "dd",
                "if=/dev/zero",
                "of=" + work.folder().resolve("dd"),
                "oflag=dsync",
                "conv=notrunc",
                "bs=" + blockBytes,
                "count=" + blocks));
    builder.environment().putAll(Map.of("LC_ALL", "C"));
    Process dd = builder.redirectErrorStream(true).start();
    String said = new String(dd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher matcher = SECONDS.matcher(said);
    if (dd.waitFor() != 0 || !matcher.find()) {
      throw new IOException("dd: " + said.strip().toLowerCase(Locale.ROOT));
    }
    return Double.parseDouble(matcher.group(1));
  }
}
