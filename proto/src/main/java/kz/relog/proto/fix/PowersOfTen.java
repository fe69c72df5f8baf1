package kz.relog.proto.fix;

/** 10^0 to 10^3: from a batch's unit of position to 10^-7 degrees. Stateless. */
final class PowersOfTen {
  private PowersOfTen() {}

  static int of(int exponent) {
    return switch (exponent) {
      case 0 -> 1;
      case 1 -> 10;
      case 2 -> 100;
      case 3 -> 1000;
      default -> throw new IllegalArgumentException("exponent " + exponent);
    };
  }
}
