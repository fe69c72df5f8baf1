package kz.relog.api.erase;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kz.relog.api.call.Json;
import kz.relog.api.call.Refs;
import kz.relog.api.spi.Erasures;
import kz.relog.api.spi.Erasures.Progress;
import kz.relog.api.spi.Erasures.Scope;
import kz.relog.api.store.ErasureRequest;
import kz.relog.api.store.ErasureRequest.State;
import kz.relog.api.store.HoldRow;
import org.jspecify.annotations.Nullable;

/** An erasure as JSON: what was asked for, and how far it is. */
record ErasureView(
    String id,
    String about,
    String subject,
    String askedBy,
    @Nullable String reason,
    ScopeView scope,
    String state,
    @Nullable String step,
    long partDone,
    long partAll,
    @Nullable String askedAt,
    @Nullable String dueAt,
    @Nullable String endedAt,
    @Nullable HoldView hold,
    @Nullable String certificate) {

  /** What is to go; without categories everything. */
  record ScopeView(
      boolean whole,
      List<String> categories,
      @Nullable String device,
      @Nullable String from,
      @Nullable String to) {

    static ScopeView of(Scope scope) {
      return new ScopeView(
          scope.isWhole(),
          words(scope.categories()),
          scope.deviceRef() == 0 ? null : Refs.text(scope.deviceRef()),
          scope.fromMs() == 0 ? null : Json.time(scope.fromMs()),
          scope.toMs() == Long.MAX_VALUE ? null : Json.time(scope.toMs()));
    }

    private static List<String> words(int categories) {
      List<String> words = new ArrayList<>();
      for (ErasureCategory one : ErasureCategory.values()) {
        if (categories != Erasures.EVERYTHING && (categories & one.bit()) != 0) {
          words.add(one.word());
        }
      }
      return words;
    }
  }

  /** Why not all of it goes now. */
  record HoldView(@Nullable String reason, String owner, @Nullable String reviewAt) {
    static HoldView of(HoldRow hold) {
      return new HoldView(
          hold.reason().orElse(null), Refs.text(hold.ownerRef()), Json.time(hold.reviewMs()));
    }

    @Override
    public String toString() {
      return "HoldView";
    }
  }

  static ErasureView of(ErasureRequest row, Optional<Progress> progress, Optional<HoldRow> hold) {
    return new ErasureView(
        Refs.text(row.requestRef()),
        word(row.about()),
        Refs.text(row.subjectRef()),
        word(row.asker()),
        row.reason().orElse(null),
        ScopeView.of(row.scope()),
        word(row.state()),
        row.state() == State.DONE ? "done" : progress.map(found -> word(found.step())).orElse(null),
        progress.map(Progress::partDone).orElse(0L),
        progress.map(Progress::partAll).orElse(0L),
        Json.time(row.askedMs()),
        Json.time(row.dueMs()),
        Json.time(row.endedMs()),
        row.state() == State.HELD ? hold.map(HoldView::of).orElse(null) : null,
        row.state() == State.DONE
            ? "/v1/erasure-certificates/" + Refs.text(row.requestRef())
            : null);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return "ErasureView[" + id + " " + state + "]";
  }
}
