package kz.relog.app.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import kz.relog.app.backup.Backup;
import kz.relog.app.backup.BackupProgress;
import kz.relog.app.backup.Restore;
import kz.relog.app.config.Settings;
import kz.relog.app.drill.rig.LoopDisk;
import kz.relog.app.drill.rig.Ports;
import org.jspecify.annotations.Nullable;

/**
 * The canary drill: a real server in a process of its own, drivers unlike any other; one of them is
 * erased; then every place where anything of that driver could be is searched, and everyone else's
 * data is compared byte for byte. For one thread, used once.
 */
final class ProveErasure {
  private static final int FIXES = 240;
  private static final int FIXES_BEFORE = 180;
  private static final int OTHERS = 2;
  private static final int DISK_MEGABYTES = 384;

  /** Longer nothing is waited for, on a machine that does other work too. */
  private static final long WAIT_MS_MAX = 90_000;

  private final Path folder;
  private final @Nullable LoopDisk disk;
  private final Path data;
  private final Path backup;
  private final Path vaultCopy;
  private final ProofTable table = new ProofTable();
  private final SplittableRandom random;
  private final Progress progress;
  private final Wait wait;
  private final List<PlantedDriver> others = new ArrayList<>();
  private final List<Canary> canaries = new ArrayList<>();
  private @Nullable Before before;
  private @Nullable Erased erased;

  /** Told what is being done. */
  interface Progress {
    /** A step begins. */
    void at(String what, int done, int all);

    /** Something takes its time. */
    void waiting(String what, long seconds);
  }

  /** The steps, as they are told. */
  private enum Step {
    START,
    PLANT,
    DRIVE,
    BACKUP,
    ERASE,
    HEAP,
    FILES,
    IMAGE,
    RESTORE
  }

  /**
   * A proof.
   *
   * @param folder empty; everything happens below it
   * @param disk holds the data folder, its raw image is searched too; null for none
   */
  ProveErasure(Path folder, @Nullable LoopDisk disk, long seed, Progress progress) {
    this.folder = folder;
    this.disk = disk;
    this.data = (disk == null ? folder : disk.root()).resolve("data");
    this.backup = folder.resolve("backup");
    this.vaultCopy = folder.resolve("vault.copy");
    this.random = new SplittableRandom(seed);
    this.progress = progress;
    this.wait = new Wait(WAIT_MS_MAX, progress::waiting);
  }

  /** A disk for the proof, if the machine gives one. */
  static LoopDisk disk(Path folder) throws IOException, InterruptedException {
    return new LoopDisk(folder.resolve("image"), folder.resolve("mounted"), DISK_MEGABYTES);
  }

  /** How many steps {@link Progress} is told of. */
  static int steps() {
    return Step.values().length;
  }

  private void at(Step step) {
    progress.at(
        step.name().toLowerCase(Locale.ROOT), List.of(Step.values()).indexOf(step), steps());
  }

  /**
   * Runs it.
   *
   * @throws IOException that names what was waited for in vain, if the proof cannot be made
   */
  ProofTable run() throws IOException, InterruptedException {
    Ports ports = Ports.free();
    Path dump = folder.resolve("heap.hprof");
    at(Step.START);
    try (ErasureProcess server = ErasureProcess.start(data, folder.resolve("orders"), ports)) {
      at(Step.PLANT);
      try (PlantedDriver driver = PlantedDriver.plant(server, data, ports, FIXES, random.split())) {
        live(server, ports, driver);
      }
      at(Step.HEAP);
      server.ask("dump " + dump);
      server.stop();
    } finally {
      for (PlantedDriver other : others) {
        other.close();
      }
    }
    heap(dump);
    at(Step.FILES);
    CanarySearch search = new CanarySearch(canaries);
    table.add("every file of the data folder", search.search(data));
    table.add("the erased list beside it", search.search(Settings.erasedListBeside(data)));
    examine("data folder", data, FIXES);
    rawImage(search);
    at(Step.RESTORE);
    Path restored = restore();
    table.add("every file of the restored backup", search.search(restored));
    examine("restored backup", restored, FIXES_BEFORE);
    return table;
  }

  /** What happens while the server runs. */
  private void live(ErasureProcess server, Ports ports, PlantedDriver planted)
      throws IOException, InterruptedException {
    canaries.addAll(planted.canaries());
    for (int i = 0; i < OTHERS; i++) {
      others.add(PlantedDriver.plant(server, data, ports, FIXES, random.split()));
    }
    at(Step.DRIVE);
    for (PlantedDriver driver : all(planted)) {
      driver.drive().drive(FIXES_BEFORE);
    }
    server.ask("settle");
    for (PlantedDriver driver : all(planted)) {
      driver.showAround(wait);
    }
    server.ask("settle");
    at(Step.BACKUP);
    Backup copying = new Backup(data, Clock.systemUTC(), BackupProgress.NONE);
    copying.data(backup);
    copying.vault(vaultCopy);
    before = Before.of(data, backup);
    Map<Long, List<Canary>> keys = VaultKeys.of(data);
    at(Step.ERASE);
    try (OpenStream stream = OpenStream.showing(server, planted, wait)) {
      Erased gone = planted.erase(wait);
      stream.onErased();
      erased = gone;
      gone.subjects().forEach(ref -> canaries.addAll(keys.getOrDefault(ref, List.of())));
      for (PlantedDriver other : others) {
        other.drive().drive(FIXES);
      }
      stream.examine(table, canaries, wait, folder);
    }
    server.ask("settle");
  }

  private List<PlantedDriver> all(PlantedDriver planted) {
    List<PlantedDriver> all = new ArrayList<>(others);
    all.add(planted);
    return all;
  }

  /**
   * Searches the dump; and, so that a search that finds nothing is known to be one that would find
   * something, also for a driver who is still there.
   */
  private void heap(Path dump) throws IOException {
    CanarySearch.Found found = new CanarySearch(canaries).search(dump);
    table.add("heap of the server: what can be reached", found);
    if (!found.places().isEmpty()) {
      table.explain(
          HeapHolders.explain(
              dump, found.places().stream().map(CanarySearch.Place::offset).toList()),
          found.places());
    }
    CanarySearch control = new CanarySearch(List.of(others.get(0).drive().canary("position")));
    table.must(
        "  the same search finds a driver who is still there",
        control.search(dump).hitCount() > 0,
        "it would not have found the erased one either");
    Files.delete(dump);
  }

  private void rawImage(CanarySearch search) throws IOException, InterruptedException {
    at(Step.IMAGE);
    if (disk == null) {
      table.skip("raw image of the disk (ext4)", "needs root, loop devices and mkfs.ext4");
      return;
    }
    disk.unmount();
    table.add("raw image of the disk (ext4)", search.search(folder.resolve("image")));
    disk.mount();
  }

  private Path restore() throws IOException {
    Path restored = folder.resolve("restored");
    Path key = data.resolve("master.key");
    new Restore(
            backup,
            vaultCopy,
            Settings.erasedListBeside(data),
            Files.exists(key) ? key : null,
            Clock.systemUTC(),
            BackupProgress.NONE)
        .into(restored);
    return restored;
  }

  private void examine(String where, Path of, int fixes) throws IOException {
    if (erased != null && before != null) {
      new Examination(table, erased, others).of(where, of, fixes);
      before.compare(where, of, erased, table);
    }
  }

  /** A seed. */
  static long newSeed() {
    return new SecureRandom().nextLong() & 0xFFFF_FFFFL;
  }
}
