package kz.relog.api.permission;

import kz.relog.api.spi.PermissionPurpose;
import org.jspecify.annotations.Nullable;

/**
 * What is told to whoever withdraws: what stays, for how long, and how to have it erased.
 *
 * @param what stays stored
 * @param until its term in words
 * @param erase where to ask for its erasure; null where nothing stays
 */
record StoredBefore(String what, String until, @Nullable String erase) {
  private static final String ERASE = "/v1/me/erasures";

  static StoredBefore of(PermissionPurpose purpose) {
    return switch (purpose) {
      case PLAN_FACT, LIVE_VIEW, CUSTOMER_VIEW ->
          new StoredBefore(
              "Positions and plan-fact stored while it was permitted, and this history.",
              "The term of their category.",
              ERASE);
      case CAMERA_GALLERY ->
          new StoredBefore(
              "Pictures stored while it was permitted, and this history.",
              "The term of their category.",
              ERASE);
      case MARKETING, TRANSFER_ABROAD ->
          new StoredBefore("This history alone.", "The term of receipts.", null);
    };
  }
}
