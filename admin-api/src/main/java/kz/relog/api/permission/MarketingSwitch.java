package kz.relog.api.permission;

import java.time.Clock;
import kz.relog.api.notice.Marketing;
import kz.relog.api.spi.PermissionPurpose;
import kz.relog.api.store.PermissionRecords;

/** Who permitted offers by mail. Any thread; blocks. */
public final class MarketingSwitch implements Marketing {
  private final PermissionRecords records;
  private final Clock clock;

  /** The switch of these records. */
  public MarketingSwitch(PermissionRecords records, Clock clock) {
    this.records = records;
    this.clock = clock;
  }

  @Override
  public boolean isIn(long companyRef, long personRef) {
    return records.current(companyRef, personRef, PermissionPurpose.MARKETING).isPresent();
  }

  @Override
  public void optOut(long companyRef, long personRef) {
    records.withdrawOwn(companyRef, personRef, PermissionPurpose.MARKETING, clock.millis());
  }
}
