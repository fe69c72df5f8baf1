package kz.relog.app.drill.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import kz.relog.device.DeviceListener;

/**
 * A device's ledger on its disk. An ack is forced before the device goes on, so that no ack is
 * forgotten by whatever kills the device. Called on the device's thread.
 *
 * <pre>
 *   sent      BATCH FIXES FIRST_MS LAST_MS .
 *   recovered BATCH FIXES FIRST_MS LAST_MS .
 *   acked     BATCH FIXES REFUSED 0 .
 *   refused   BATCH REFUSED 0 0 .
 * </pre>
 */
public final class LedgerFile implements DeviceListener, AutoCloseable {
  private final FileChannel file;

  /** Opens the ledger in a device's folder. */
  public LedgerFile(Path folder) throws IOException {
    file = DeviceFiles.openLedger(folder);
  }

  @Override
  public void onFrozen(int device, long batchSeq, int fixes, long firstMs, long lastMs) {
    write("sent " + batchSeq + " " + fixes + " " + firstMs + " " + lastMs, false);
  }

  @Override
  public void onRecovered(int device, long batchSeq, int fixes, long firstMs, long lastMs) {
    write("recovered " + batchSeq + " " + fixes + " " + firstMs + " " + lastMs, false);
  }

  @Override
  public void onSettled(int device, long batchSeq, int fixes, int refused, long latencyNs) {
    write("acked " + batchSeq + " " + fixes + " " + refused + " 0", true);
  }

  @Override
  public void onRefused(int device, long batchSeq, int refused) {
    write("refused " + batchSeq + " " + refused + " 0 0", true);
  }

  private void write(String line, boolean force) {
    try {
      DeviceFiles.append(file, line + " .");
      if (force) {
        file.force(false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the ledger cannot be written", e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
