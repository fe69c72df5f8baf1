package kz.relog.api.store;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import kz.relog.api.spi.RecordSealer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Gives a company what was there before there were companies: devices, plans and events of the
 * installation (company 0), their names sealed anew under the company's key. A call that was cut
 * off is simply made again. Any thread; blocks.
 */
public final class TakeOver {
  private static final long INSTALLATION = 0;

  private final Jdbi jdbi;
  private final CompanyWords words;
  private final Runnable changed;

  /**
   * Over these records.
   *
   * @param changed told when devices have another company
   */
  TakeOver(Jdbi jdbi, RecordSealer sealer, Runnable changed) {
    this.jdbi = jdbi;
    this.words = new CompanyWords(sealer);
    this.changed = changed;
  }

  /** How much there is of each. */
  public record Count(long devices, long plans) {}

  /** A thing of the installation, its name still sealed. */
  private record Thing(long ref, SealedBytes name) {}

  /** What nobody has taken over yet. */
  public Count waiting() {
    return jdbi.withHandle(
        handle -> new Count(count(handle, "device_text"), count(handle, "plan_text")));
  }

  private static long count(Handle handle, String table) {
    return handle
        .createQuery("SELECT COUNT(*) FROM " + table + " WHERE company_ref = 0")
        .mapTo(Long.class)
        .one();
  }

  /** Gives all of it to a company, and tells how much that was. */
  public Count give(long companyRef) {
    List<Thing> devices = things("SELECT device_ref, name FROM device_text WHERE company_ref = 0");
    List<Thing> plans = things("SELECT plan_ref, plan_id FROM plan_text WHERE company_ref = 0");
    // Read and sealed outside the transaction: the vault has one of its own.
    List<Optional<String>> names = opened(devices);
    List<Optional<String>> planIds = opened(plans);
    for (int i = 0; i < devices.size(); i++) {
      giveDevice(companyRef, devices.get(i).ref, names.get(i));
    }
    for (int i = 0; i < plans.size(); i++) {
      long ref = plans.get(i).ref;
      givePlan(companyRef, ref, planIds.get(i).orElse(HexFormat.of().toHexDigits(ref)));
    }
    jdbi.useHandle(
        handle ->
            handle.execute("UPDATE event SET company_ref = ? WHERE company_ref = 0", companyRef));
    changed.run();
    return new Count(devices.size(), plans.size());
  }

  private List<Thing> things(String select) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(select)
                .map(
                    (row, context) -> {
                      byte[] name = row.getBytes(2);
                      return new Thing(
                          row.getLong(1), name == null ? SealedBytes.NONE : new SealedBytes(name));
                    })
                .list());
  }

  private List<Optional<String>> opened(List<Thing> things) {
    return words.openAll(INSTALLATION, things.stream().map(Thing::name).toList());
  }

  private void giveDevice(long companyRef, long deviceRef, Optional<String> name) {
    byte[] sealed = name.map(text -> words.seal(companyRef, text)).orElse(null);
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE device_text SET company_ref = ?, name = ? WHERE device_ref = ?"
                    + " AND company_ref = 0",
                companyRef,
                sealed,
                deviceRef));
  }

  /** A plan whose identifier the company uses already gets its own reference for one. */
  private void givePlan(long companyRef, long planRef, String planId) {
    byte[] hash = words.lookup("plan", companyRef, planId);
    boolean taken =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("SELECT 1 FROM plan_text WHERE company_ref = ? AND plan_hash = ?")
                    .bind(0, companyRef)
                    .bind(1, hash)
                    .mapTo(Integer.class)
                    .findOne()
                    .isPresent());
    String free = taken ? HexFormat.of().toHexDigits(planRef) : planId;
    byte[] sealed = words.sealBytes(companyRef, free.getBytes(StandardCharsets.UTF_8));
    byte[] freeHash = words.lookup("plan", companyRef, free);
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE plan_text SET company_ref = ?, plan_id = ?, plan_hash = ?"
                    + " WHERE plan_ref = ? AND company_ref = 0",
                companyRef,
                sealed,
                freeHash,
                planRef));
  }
}
