package kz.relog.route;

/** What every plan is worked on with; one per engine, owned by its thread. */
final class Workbench {

  final Matcher matcher = new Matcher();
  final Judge judge = new Judge();
  final Correction correction = new Correction();

  /** The opened state of the plan that is worked on. */
  final RunState state = new RunState();

  /** A copy of a state as it is seen at a later time. */
  final RunState seen = new RunState();

  /** The state of an earlier version of a plan. */
  final RunState earlier = new RunState();

  final Fix fix = new Fix();
  final Fix past = new Fix();
  final PathLine.Foot foot = new PathLine.Foot();
}
