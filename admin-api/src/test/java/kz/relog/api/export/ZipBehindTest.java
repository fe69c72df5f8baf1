package kz.relog.api.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.SplittableRandom;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class ZipBehindTest {
  private static final int BYTES = 300_000;

  private final byte[] content = new byte[BYTES];

  ZipBehindTest() {
    new SplittableRandom(7).nextBytes(content);
  }

  private void writeOne(ZipBehind zip) throws IOException {
    zip.begin("one");
    for (int at = 0; at < BYTES; at += 1_000) {
      zip.write(content, at, 1_000);
    }
    zip.end();
  }

  @Test
  void whatWasWrittenIsInTheZipInItsOrder() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipBehind zip = new ZipBehind(bytes)) {
      writeOne(zip);
      zip.begin("two");
      zip.write("text".getBytes(UTF_8), 1, 2);
      zip.end();
      zip.finish();
    }
    try (ZipInputStream read = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(read.getNextEntry().getName()).isEqualTo("one");
      assertThat(read.readAllBytes()).isEqualTo(content);
      assertThat(read.getNextEntry().getName()).isEqualTo("two");
      assertThat(read.readAllBytes()).asString(UTF_8).isEqualTo("ex");
      assertThat(read.getNextEntry()).isNull();
    }
  }

  /** Breaks once, as memory that runs short does, and would take all that comes later. */
  private static OutputStream breakingOnce(Throwable how) {
    return new OutputStream() {
      private boolean broken;

      @Override
      public void write(int one) throws IOException {
        write(new byte[1], 0, 1);
      }

      @Override
      public void write(byte[] from, int offset, int length) throws IOException {
        if (!broken) {
          broken = true;
          if (how instanceof Error error) {
            throw error;
          }
          throw new IOException(how);
        }
      }
    };
  }

  @Test
  void aPackageWithAHoleIsNeverWhole() {
    for (Throwable how : new Throwable[] {new IOException("full"), new OutOfMemoryError("test")}) {
      try (ZipBehind zip = new ZipBehind(breakingOnce(how))) {
        assertThatThrownBy(
                () -> {
                  writeOne(zip);
                  zip.finish();
                })
            .isInstanceOf(IOException.class)
            .hasMessageContaining("cannot be written");
      }
    }
  }
}
