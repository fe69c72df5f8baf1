package kz.relog.api.store;

import java.util.ArrayList;
import java.util.List;
import kz.relog.api.spi.Projector;
import kz.relog.api.spi.RecordSealer;
import kz.relog.api.spi.RoadChange;
import kz.relog.api.spi.RoadPlan;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The only writer of the road tables. Owned by the feed thread. */
final class SqlProjector implements Projector {
  private static final String PUT_DEVICE =
      "INSERT INTO device (device_ref, subject_ref, key_id, created_seq, created_ms)"
          + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (device_ref) DO NOTHING";
  private static final String REVOKE_DEVICE =
      "UPDATE device SET revoked_ms = COALESCE(revoked_ms, ?) WHERE device_ref = ?";
  private static final String PUT_PLAN =
      "INSERT INTO plan (plan_ref, device_ref, version, start_ms, end_ms, stop_count,"
          + " vertex_count, route, created_seq, created_ms, changed_ms, first_ms, last_ms)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT (plan_ref) DO UPDATE SET device_ref = excluded.device_ref,"
          + " version = excluded.version, start_ms = excluded.start_ms, end_ms = excluded.end_ms,"
          + " stop_count = excluded.stop_count, vertex_count = excluded.vertex_count,"
          + " route = excluded.route, changed_ms = excluded.changed_ms,"
          + " first_ms = excluded.first_ms, last_ms = excluded.last_ms"
          + " WHERE excluded.version > plan.version";

  private static final String MOVE = "UPDATE road_position SET applied_seq = ?";

  /** An order that is durable: also one that is not carried out yet. */
  private static final String ERASED =
      "SELECT 1 FROM erasure WHERE subject_ref = ? AND categories = 0 AND device_ref = 0"
          + " AND from_ms = 0 AND step <> 'REQUESTED' LIMIT 1";

  private final Jdbi jdbi;
  private final RecordSealer sealer;
  private final AppliedSeq applied;
  private final Runnable revoked;
  private final List<Write> gathered = new ArrayList<>();
  private boolean isRevoking;

  /**
   * Writes what the road tells.
   *
   * @param revoked runs after devices were revoked
   */
  SqlProjector(Jdbi jdbi, RecordSealer sealer, Runnable revoked) {
    this.jdbi = jdbi;
    this.sealer = sealer;
    this.revoked = revoked;
    this.applied =
        new AppliedSeq(
            jdbi.withHandle(
                handle ->
                    handle
                        .createQuery("SELECT applied_seq FROM road_position")
                        .mapTo(Long.class)
                        .one()));
  }

  /**
   * A change, made ready for the transaction.
   *
   * @param subjectRef whose rows it writes; 0 for nobody's
   */
  private record Write(long seq, long subjectRef, String sql, List<Object> values) {}

  AppliedSeq applied() {
    return applied;
  }

  @Override
  public long appliedSeq() {
    return applied.get();
  }

  @Override
  public void apply(long seq, RoadChange change) {
    if (seq <= applied.get()) {
      return;
    }
    // Plans are sealed here, outside the transaction: the vault has a transaction of its own.
    if (change instanceof RoadChange.DeviceCreated created) {
      gather(
          seq,
          PUT_DEVICE,
          created.deviceRef(),
          created.subjectRef(),
          created.keyId(),
          seq,
          created.atMs());
    } else if (change instanceof RoadChange.DeviceRevoked device) {
      isRevoking = true;
      gather(seq, REVOKE_DEVICE, device.atMs(), device.deviceRef());
    } else if (change instanceof RoadChange.PlanPut put) {
      RoadPlan plan = put.plan();
      gather(
          seq,
          PUT_PLAN,
          plan.planRef(),
          plan.deviceRef(),
          plan.version(),
          plan.startMs(),
          plan.endMs(),
          plan.stops().size(),
          plan.path().vertexCount(),
          sealer.seal(plan.planRef(), RouteCodec.encode(plan)),
          seq,
          put.atMs(),
          put.atMs(),
          plan.firstMs(put.atMs()),
          plan.lastMs(put.atMs()));
    } else {
      long subjectRef = subjectOf(change);
      GateProjection.apply(
          seq, change, (at, sql, values) -> gather(at, subjectRef, sql, List.of(values)));
    }
  }

  @Override
  public void flush() {
    if (gathered.isEmpty()) {
      return;
    }
    long lastSeq = gathered.get(gathered.size() - 1).seq;
    jdbi.useTransaction(handle -> write(handle, lastSeq));
    gathered.clear();
    if (isRevoking) {
      isRevoking = false;
      revoked.run();
    }
    applied.advance(lastSeq);
  }

  @Override
  public void advance(long seq) {
    if (seq > applied.get() && gathered.isEmpty()) {
      jdbi.useHandle(handle -> handle.execute(MOVE, seq));
      applied.advance(seq);
    }
  }

  private void write(Handle handle, long lastSeq) {
    for (Write write : gathered) {
      // What was read before an erasure, or is read again after it, must not bring rows back.
      if (write.subjectRef == 0 || !isErased(handle, write.subjectRef)) {
        handle.execute(write.sql, write.values.toArray());
      }
    }
    handle.execute(MOVE, lastSeq);
  }

  private static boolean isErased(Handle handle, long subjectRef) {
    return handle
        .createQuery(ERASED)
        .bind(0, subjectRef)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  private static long subjectOf(RoadChange change) {
    if (change instanceof RoadChange.PermissionChanged changed) {
      return changed.subjectRef();
    }
    if (change instanceof RoadChange.HoursPut put) {
      return put.subjectRef();
    }
    return change instanceof RoadChange.BindingPut put ? put.binding().subjectRef() : 0;
  }

  private void gather(long seq, String sql, Object... values) {
    gather(seq, 0, sql, List.of(values));
  }

  private void gather(long seq, long subjectRef, String sql, List<Object> values) {
    gathered.add(new Write(seq, subjectRef, sql, values));
  }
}
