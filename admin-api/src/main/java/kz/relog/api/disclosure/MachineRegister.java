package kz.relog.api.disclosure;

import java.util.List;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Purpose;
import kz.relog.api.access.Sight;
import kz.relog.api.problem.Problem;
import kz.relog.api.purpose.MachineReads;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.ApiTokenRow;

/** Notes in the register what machines are handed: for whom, by which token. Any thread; blocks. */
public final class MachineRegister implements MachineReads {
  private final AdminStore store;
  private final Disclosures disclosures;

  /** A register of what the tokens of these records read. */
  public MachineRegister(AdminStore store, Disclosures disclosures) {
    this.store = store;
    this.disclosures = disclosures;
  }

  @Override
  public void onRead(Caller machine, Purpose purpose, Sight sight, Extent extent) {
    List<Long> subjects =
        store
            .shifts()
            .peopleOf(machine.companyRef(), extent.deviceRef(), extent.fromMs(), extent.toMs());
    if (subjects.isEmpty()) {
      return;
    }
    ApiTokenRow token =
        store.apiTokens().list(machine.companyRef()).stream()
            .filter(row -> row.tokenRef() == machine.sessionRef())
            .findFirst()
            .orElseThrow(() -> Problem.busy("The token is being ended.").toException());
    disclosures.toMachine(token, purpose.word(), categories(sight), subjects);
  }

  private static List<String> categories(Sight sight) {
    return switch (sight) {
      case TRACK -> List.of("track");
      case LIVE -> List.of("last-position");
      case PLAN_FACT -> List.of("plan-fact");
      case REPORT -> List.of("plan-fact", "track");
      case OWN -> List.of();
    };
  }
}
