package kz.relog.app.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import kz.relog.api.spi.PlanFactView;
import kz.relog.api.spi.PlanReplay;
import kz.relog.api.spi.RoadPlan;
import kz.relog.api.spi.TrackSource;
import kz.relog.app.feed.PlanEntries;
import kz.relog.app.live.Views;
import kz.relog.app.recompute.ArchivedFacts;
import kz.relog.app.recompute.PlanSpan;
import kz.relog.proto.v1.PlanEntry;
import kz.relog.route.EngineConfig;
import kz.relog.route.EngineListener;
import kz.relog.route.PlanFact;
import kz.relog.route.RouteEngine;

/** Runs an engine of its own over one plan and its archived facts. Any thread; blocks. */
public final class ArchivedPlanFacts implements PlanReplay {
  /** Facts handed over to be drawn; of more every second, third … one. */
  private static final int DRAWN_MAX = 100_000;

  private final TrackSource archive;

  /** Comparisons with the facts of this archive. */
  public ArchivedPlanFacts(TrackSource archive) {
    this.archive = archive;
  }

  /** Notes which facts the plan took and which of them were off the path. */
  private static final class Judgement implements EngineListener {
    final BitSet taken = new BitSet();
    final BitSet off = new BitSet();

    @Override
    public void onMatch(
        long planRef, long seq, long timeMs, double progressMetres, boolean onRoute) {
      taken.set((int) seq);
      off.set((int) seq, !onRoute);
    }
  }

  @Override
  public Replayed replay(RoadPlan plan, long sinceMs, long nowMs) {
    PlanEntry entry = PlanEntries.toEntry(plan);
    ArchivedFacts facts = new ArchivedFacts();
    PlanSpan span = PlanSpan.of(entry, sinceMs);
    archive.read(plan.deviceRef(), span.fromMs(), span.toMs(), facts);
    Judgement judgement = new Judgement();
    RouteEngine engine = new RouteEngine(EngineConfig.DEFAULT, judgement);
    engine.putPlan(PlanEntries.toEnginePlan(entry, 0));
    List<Fact> drive = new ArrayList<>();
    int step = 1 + facts.count() / DRAWN_MAX;
    while (facts.next()) {
      engine.onFix(
          plan.deviceRef(),
          facts.seq(),
          facts.timeMs(),
          facts.latE7(),
          facts.lonE7(),
          facts.speedDmps(),
          facts.courseDegrees(),
          facts.accuracyMetres(),
          0);
      if (facts.seq() % step == 0) {
        drive.add(new Fact(facts.timeMs(), facts.latE7(), facts.lonE7(), true));
      }
    }
    engine.onGroupEnd(nowMs);
    PlanFact fact =
        engine
            .findPlanFact(plan.planRef())
            .orElseThrow(() -> new IllegalStateException("the engine has lost a plan"));
    PlanFactView view = Views.toPlanFactView(fact, nowMs, 1);
    return new Replayed(
        view,
        engine.eventsOf(plan.planRef()).stream()
            .flatMap(event -> Views.toApiEvent(event).stream())
            .toList(),
        judged(drive, step, judgement));
  }

  /** The facts that the plan took, with their judgement. */
  private static List<Fact> judged(List<Fact> drive, int step, Judgement judgement) {
    List<Fact> judged = new ArrayList<>(drive.size());
    for (int i = 0; i < drive.size(); i++) {
      Fact fact = drive.get(i);
      if (judgement.taken.get(i * step)) {
        boolean onRoute = !judgement.off.get(i * step);
        judged.add(new Fact(fact.timeMs(), fact.latE7(), fact.lonE7(), onRoute));
      }
    }
    return judged;
  }
}
