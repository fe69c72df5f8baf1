package kz.relog.api.erase;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import kz.relog.api.spi.Erasures;

/** What can be erased by itself. */
enum ErasureCategory {
  /** Positions and what follows from them: tracks, plan-fact, events. */
  POSITIONS(Erasures.TRACKS),
  /** What a person asked, what they were answered and told. */
  MESSAGES(Erasures.MESSAGES),
  /** What a profile said before. */
  PROFILE_HISTORY(Erasures.HISTORY);

  static final List<String> WORDS = Arrays.stream(values()).map(ErasureCategory::word).toList();

  private final int bit;

  ErasureCategory(int bit) {
    this.bit = bit;
  }

  int bit() {
    return bit;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
