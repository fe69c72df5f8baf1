package kz.relog.app.backup;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Shows progress as a bar. For one thread. */
final class ShownProgress implements BackupProgress, AutoCloseable {
  private final ProgressBar bar;

  ShownProgress(String task) {
    bar = new ProgressBarBuilder().setTaskName(task).setInitialMax(1).build();
  }

  @Override
  public void onProgress(String part, long done, long all) {
    bar.setExtraMessage(part);
    bar.maxHint(all);
    bar.stepTo(done);
  }

  @Override
  public void close() {
    bar.close();
  }
}
