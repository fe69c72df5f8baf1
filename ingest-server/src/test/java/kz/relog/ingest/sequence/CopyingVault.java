package kz.relog.ingest.sequence;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import kz.relog.journal.ReusableCipher;
import kz.relog.journal.Vault;

/** A vault whose ciphers for the journal copy what they are given: a measure of sealing's cost. */
final class CopyingVault {
  private CopyingVault() {}

  /** Over a vault, which does everything else. */
  static Vault over(Vault real) {
    ReusableCipher copying = new Copying();
    return (Vault)
        Proxy.newProxyInstance(
            Vault.class.getClassLoader(),
            new Class<?>[] {Vault.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("journalCipherForSealing")
                  || method.getName().equals("reusableCipher")) {
                return copying;
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  /** As long as a sealed section. */
  private static final class Copying implements ReusableCipher {
    @Override
    public int generation() {
      return 1;
    }

    @Override
    public int seal(
        byte[] nonce,
        byte[] aad,
        int aadLength,
        byte[] in,
        int inOffset,
        int length,
        byte[] out,
        int outOffset) {
      System.arraycopy(in, inOffset, out, outOffset, length);
      return length + TAG_BYTES;
    }

    @Override
    public int open(
        byte[] nonce,
        byte[] aad,
        int aadLength,
        byte[] in,
        int inOffset,
        int length,
        byte[] out,
        int outOffset) {
      System.arraycopy(in, inOffset, out, outOffset, length - TAG_BYTES);
      return length - TAG_BYTES;
    }

    @Override
    public void use(byte[] from, int offset, int generation) {
      // Nothing is sealed.
    }

    @Override
    public void copyKey(byte[] to, int offset) {
      Arrays.fill(to, offset, offset + KEY_BYTES, (byte) 0);
    }

    @Override
    public void destroy() {
      // Nothing is held.
    }
  }
}
