package kz.relog.ingest.sequence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.Vaults;
import kz.relog.proto.frame.CryptoProviders;

/**
 * What sealing at rest costs a frame: as {@link GateCost}, with two journals in turns, one sealed
 * as always, one whose ciphers copy what they are given. Sockets and the force of the disk are left
 * out, so the share of sealing is smaller in truth.
 */
public final class SealCost {
  private SealCost() {}

  /**
   * Measures.
   *
   * @param args rounds, 15 unless given
   */
  public static void main(String[] args) throws IOException {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
    Path folder = Files.createTempDirectory("relog-seal-cost");
    try (Vault one = open(folder.resolve("sealed"));
        Vault two = open(folder.resolve("clear"));
        GateCost sealed = new GateCost(folder.resolve("sealed"), one, false);
        GateCost clear = new GateCost(folder.resolve("clear"), CopyingVault.over(two), false)) {
      for (int fixes : new int[] {1, 60}) {
        compare(sealed, clear, fixes, rounds);
      }
    }
  }

  private static Vault open(Path folder) throws IOException {
    Files.createDirectories(folder);
    return Vaults.open(VaultConfig.below(folder, CryptoProviders.fastest()));
  }

  private static void compare(GateCost sealed, GateCost clear, int fixes, int rounds) {
    double[] on = new double[rounds];
    double[] off = new double[rounds];
    for (int i = -3; i < rounds; i++) {
      boolean first = i % 2 == 0;
      double one = (first ? sealed : clear).gatedRound(fixes);
      double two = (first ? clear : sealed).gatedRound(fixes);
      if (i >= 0) {
        on[i] = first ? one : two;
        off[i] = first ? two : one;
      }
    }
    Arrays.sort(on);
    Arrays.sort(off);
    double with = on[rounds / 2];
    double without = off[rounds / 2];
    System.out.printf(
        "%d fixes a frame: sealed %.0f ns, in clear %.0f ns (medians of %d rounds): %+.1f %%%n",
        fixes, with, without, rounds, 100 * (with - without) / without);
  }
}
