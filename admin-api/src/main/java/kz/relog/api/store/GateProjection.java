package kz.relog.api.store;

import kz.relog.api.spi.PermissionPurpose;
import kz.relog.api.spi.RoadChange;
import kz.relog.api.spi.RoadGate;

/** Turns the gate's changes into statements of the {@link SqlProjector}. Stateless. */
final class GateProjection {
  /** The newest evidence of a person for a purpose: it was written before the road heard of it. */
  private static final String EVIDENCE =
      "(SELECT MAX(number) FROM permission_evidence WHERE person_ref = ? AND purpose = ?)";

  /** A grant on other grounds than before begins an interval of its own. */
  private static final String END_OLDER =
      "UPDATE permission SET to_seq = ?, to_ms = ? WHERE person_ref = ? AND purpose = ?"
          + " AND to_ms IS NULL AND evidence IS NOT "
          + EVIDENCE;

  private static final String GRANT =
      "INSERT INTO permission (person_ref, purpose, from_seq, from_ms, evidence)"
          + " SELECT ?, ?, ?, ?, "
          + EVIDENCE
          + " WHERE NOT EXISTS (SELECT 1 FROM permission WHERE person_ref = ? AND purpose = ?"
          + " AND to_ms IS NULL)";
  private static final String WITHDRAW =
      "UPDATE permission SET to_seq = ?, to_ms = ?, to_device_ref = ? WHERE person_ref = ?"
          + " AND purpose = ? AND to_ms IS NULL";
  private static final String PAUSE =
      "INSERT INTO pause (person_ref, purpose, from_seq, from_ms) SELECT ?, ?, ?, ?"
          + " WHERE NOT EXISTS (SELECT 1 FROM pause WHERE person_ref = ? AND purpose = ?"
          + " AND to_ms IS NULL)";
  private static final String RESUME =
      "UPDATE pause SET to_seq = ?, to_ms = ? WHERE person_ref = ? AND purpose = ?"
          + " AND to_ms IS NULL";
  private static final String PUT_HOURS =
      "INSERT INTO road_hours (person_ref, hours, seq, since_ms) VALUES (?, ?, ?, ?)"
          + " ON CONFLICT (person_ref) DO UPDATE SET since_ms = CASE hours WHEN excluded.hours"
          + " THEN since_ms ELSE excluded.since_ms END, hours = excluded.hours, seq = excluded.seq";
  private static final String PUT_BINDING =
      "INSERT INTO binding (binding_ref, device_ref, subject_ref, from_ms, to_ms, put_seq, put_ms)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (binding_ref) DO UPDATE SET"
          + " device_ref = excluded.device_ref, subject_ref = excluded.subject_ref,"
          + " from_ms = excluded.from_ms, to_ms = excluded.to_ms, put_seq = excluded.put_seq,"
          + " put_ms = excluded.put_ms";
  private static final String DROP_BINDING = "DELETE FROM binding WHERE binding_ref = ?";
  private static final String REPLACE_KEY =
      "UPDATE device SET key_id = ?, quarantined_ms = NULL WHERE device_ref = ?";
  private static final String QUARANTINE_KEY =
      "UPDATE device SET quarantined_ms = COALESCE(quarantined_ms, ?) WHERE device_ref = ?"
          + " AND key_id = ?";

  private GateProjection() {}

  /** Takes one statement. */
  @FunctionalInterface
  interface Gatherer {
    void gather(long seq, String sql, Object... values);
  }

  static void apply(long seq, RoadChange change, Gatherer out) {
    if (change instanceof RoadChange.PermissionChanged changed) {
      PermissionPurpose.ofBits(changed.purposes())
          .forEach(purpose -> change(seq, changed, purpose, out));
    } else if (change instanceof RoadChange.HoursPut put) {
      String hours = HoursCodec.encode(put.hours());
      out.gather(seq, PUT_HOURS, put.subjectRef(), hours, seq, put.atMs());
    } else if (change instanceof RoadChange.BindingPut put) {
      bind(seq, put, out);
    } else if (change instanceof RoadChange.KeyReplaced replaced) {
      out.gather(seq, REPLACE_KEY, replaced.nextKeyId(), replaced.deviceRef());
    } else if (change instanceof RoadChange.KeyQuarantined one) {
      out.gather(seq, QUARANTINE_KEY, one.atMs(), one.deviceRef(), one.keyId());
    }
  }

  private static void change(
      long seq, RoadChange.PermissionChanged changed, PermissionPurpose purpose, Gatherer out) {
    long person = changed.subjectRef();
    String word = purpose.word();
    long atMs = changed.atMs();
    switch (changed.action()) {
      case GRANT -> {
        out.gather(seq, END_OLDER, seq, atMs, person, word, person, word);
        out.gather(seq, GRANT, person, word, seq, atMs, person, word, person, word);
      }
      case WITHDRAW -> out.gather(seq, WITHDRAW, seq, atMs, changed.deviceRef(), person, word);
      case PAUSE -> out.gather(seq, PAUSE, person, word, seq, atMs, person, word);
      case RESUME -> out.gather(seq, RESUME, seq, atMs, person, word);
    }
  }

  private static void bind(long seq, RoadChange.BindingPut put, Gatherer out) {
    RoadGate.Binding binding = put.binding();
    if (binding.subjectRef() == 0) {
      out.gather(seq, DROP_BINDING, binding.bindingRef());
      return;
    }
    out.gather(
        seq,
        PUT_BINDING,
        binding.bindingRef(),
        binding.deviceRef(),
        binding.subjectRef(),
        binding.fromMs(),
        binding.toMs(),
        seq,
        put.atMs());
  }
}
