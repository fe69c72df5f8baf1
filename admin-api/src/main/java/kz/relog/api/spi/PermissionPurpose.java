package kz.relog.api.spi;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a person's data may be used for: each is permitted, or not, by itself. */
public enum PermissionPurpose {
  /** Comparing the drive with its plan. */
  PLAN_FACT("plan-fact", RoadGate.PLAN_FACT),
  /** The dispatcher sees where the person is now. */
  LIVE_VIEW("live-view", RoadGate.LIVE_VIEW),
  /** The customer who waits sees when the person comes. */
  CUSTOMER_VIEW("customer-view", RoadGate.CUSTOMER_VIEW),
  /** Pictures of the device's camera and gallery. */
  CAMERA_GALLERY("camera-gallery", 0),
  /** Offers by mail. */
  MARKETING("marketing", 0),
  /** Handing data to a recipient in another country. */
  TRANSFER_ABROAD("transfer-abroad", 0);

  private final String word;
  private final int bit;

  PermissionPurpose(String word, int bit) {
    this.word = word;
    this.bit = bit;
  }

  /** Its name in the API and in the records. */
  public String word() {
    return word;
  }

  /** Its bit on the road; 0 when the road does not know it. */
  public int bit() {
    return bit;
  }

  /** Whether it concerns positions, which the road judges. */
  public boolean isOnRoad() {
    return bit != 0;
  }

  /** The purpose of this name. */
  public static Optional<PermissionPurpose> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }

  /** The purposes of these bits, in their order. */
  public static List<PermissionPurpose> ofBits(int bits) {
    return Arrays.stream(values()).filter(one -> (one.bit & bits) != 0).toList();
  }
}
