package kz.relog.device;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Paths;

/**
 * A process that uses numbers as fast as it can and tells each in one unbuffered write; made to be
 * killed.
 */
public final class CounterUser {
  private CounterUser() {}

  /** Takes the state file's path. */
  public static void main(String[] args) throws IOException {
    Numbers numbers = new Numbers(FileCounterStore.open(Paths.get(args[0])));
    try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
      while (!Thread.interrupted()) {
        String line = numbers.takeCounter() + " " + numbers.takeBatchSeq() + "\n";
        out.write(line.getBytes(StandardCharsets.US_ASCII));
      }
    }
  }
}
