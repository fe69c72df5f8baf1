package kz.relog.route;

/** The state of one plan between two facts; a checkpoint is a copy of it. */
final class RunState {

  final MatchState match = new MatchState();
  final JudgeState judge;

  RunState(int stopCount) {
    judge = new JudgeState(stopCount);
  }

  void copyFrom(RunState o) {
    match.copyFrom(o.match);
    judge.copyFrom(o.judge);
  }
}
