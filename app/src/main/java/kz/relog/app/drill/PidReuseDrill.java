package kz.relog.app.drill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import kz.relog.app.drill.ledger.AckLedger;
import kz.relog.app.drill.rig.Pause;
import kz.relog.app.drill.rig.PidNamespace;
import kz.relog.app.drill.rig.Ports;
import kz.relog.app.drill.rig.ServerProcess;
import kz.relog.app.drill.rig.Witness;

/**
 * Every server is process 1 of a namespace of its own, as in a container: killed, it leaves its
 * lock files behind, and the next one has the same process id.
 */
final class PidReuseDrill implements Drill {
  private static final int DEVICES = 8;
  private static final double FIXES_PER_SECOND = 1_000;
  private static final int AFTER_READY_MS_MAX = 1_000;
  private static final long SETTLE_MS = 60_000;

  @Override
  public String name() {
    return "pid-reuse";
  }

  @Override
  public String what() {
    return "Kills (-9) a server that is process 1 of a namespace and starts it again as process 1;"
        + " stale locks of the same process id must neither block it nor cost anything.";
  }

  @Override
  public String needs() {
    return "unshare, and root or user namespaces";
  }

  @Override
  public String rounds() {
    return "kills";
  }

  @Override
  public int roundsByDefault() {
    return 5;
  }

  @Override
  public void run(DrillStage stage) throws IOException, InterruptedException {
    List<String> prefix = PidNamespace.prefix();
    Path data = stage.folder("data");
    Ports ports = Ports.free();
    AckLedger ledger = new AckLedger();
    ServerProcess[] current = {ServerProcess.start(prefix, data, ports, List.of()).awaitReady()};
    try (Witness witness =
        stage.witness(current[0].admin(), ports, DEVICES, FIXES_PER_SECOND, ledger).start()) {
      stage.rounds(
          round -> {
            Pause.ms(stage.random().nextInt(AFTER_READY_MS_MAX));
            stage
                .report()
                .count("servers that were process 1", current[0].process().isProcessOne() ? 1 : 0);
            current[0].process().kill9();
            current[0] = ServerProcess.start(prefix, data, ports, List.of()).awaitReady();
          });
      if (!witness.settle(SETTLE_MS)) {
        stage.report().broken("the devices did not settle after the last start");
      }
      current[0].process().kill9();
    } finally {
      current[0].close();
    }
    stage.examine(data, ledger);
  }
}
