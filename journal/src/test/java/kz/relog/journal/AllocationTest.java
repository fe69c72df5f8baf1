package kz.relog.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that an entry costs on the heap once everything is warm. */
class AllocationTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int ENTRIES = 20_000;

  @TempDir Path data;

  private static double bytesPerEntry(Runnable entry) {
    for (int i = 0; i < ENTRIES; i++) {
      entry.run();
    }
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < ENTRIES; i++) {
      entry.run();
    }
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / (double) ENTRIES;
  }

  /** What the JCA itself takes to seal as much under as many keys. */
  private static double bytesPerSeal() throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    byte[] nonce = new byte[12];
    byte[] aad = new byte[97];
    byte[] plain = new byte[64];
    byte[] out = new byte[80];
    SecretKeySpec[] keys = new SecretKeySpec[10];
    for (int i = 0; i < keys.length; i++) {
      byte[] key = new byte[32];
      key[0] = (byte) i;
      keys[i] = new SecretKeySpec(key, "AES");
    }
    int[] count = new int[1];
    return bytesPerEntry(
        () -> {
          try {
            int n = ++count[0];
            nonce[0] = (byte) n;
            nonce[1] = (byte) (n >> 8);
            nonce[2] = (byte) (n >> 16);
            cipher.init(
                Cipher.ENCRYPT_MODE, keys[n % keys.length], new GCMParameterSpec(128, nonce));
            cipher.updateAAD(aad, 0, aad.length);
            cipher.doFinal(plain, 0, plain.length, out, 0);
          } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
          }
        });
  }

  @Test
  void appendingAndReadingAllocateNothingOfOurs() throws GeneralSecurityException {
    double jca = bytesPerSeal();
    byte[] plain = new byte[64];
    try (Vault vault = Bench.vault(data);
        Journal journal = Bench.journal(data, vault)) {
      JournalWriter writer = journal.writer();
      double clear =
          bytesPerEntry(
              () -> {
                writer.begin(EntryKind.TICK, EntrySource.SERVER, 1, 1);
                writer.section(0, 0, 0, plain, 0, plain.length);
                writer.commit();
              });
      double sealed = bytesPerEntry(() -> Bench.append(writer, 1 + writer.nextSeq() % 10, plain));
      writer.sync();
      double read;
      try (JournalReader reader = journal.reader(1)) {
        read = bytesPerEntry(reader::poll);
      }
      System.out.printf(
          "bytes per entry: clear %.2f, sealed %.1f, of them the JCA's %.1f, read %.2f%n",
          clear, sealed, jca, read);
      // Chronicle's tables and our strides come once in thousands of entries.
      assertThat(clear).isLessThan(2);
      assertThat(read).isLessThan(2);
      assertThat(sealed - jca).isLessThan(2);
    }
  }
}
