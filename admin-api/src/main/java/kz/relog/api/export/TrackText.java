package kz.relog.api.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Writes facts as text without making objects of them: a year of a driver has millions. One thread.
 */
final class TrackText {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int LONGEST_PIECE = 64;
  private static final long MINUTE_MS = 60_000;

  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private long minute = Long.MIN_VALUE;
  private byte[] minuteText = new byte[0];

  TrackText(OutputStream out) {
    this.out = out;
  }

  TrackText text(String ascii) {
    byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
    return bytes(bytes, bytes.length);
  }

  TrackText character(char ascii) {
    room(1);
    buffer[at++] = (byte) ascii;
    return this;
  }

  /** RFC 3339 in UTC; milliseconds only where there are any. */
  TrackText time(long timeMs) {
    long wanted = Math.floorDiv(timeMs, MINUTE_MS);
    if (wanted != minute) {
      minute = wanted;
      // 2026-03-02T08:00:00Z without its last three characters.
      String whole = Instant.ofEpochMilli(wanted * MINUTE_MS).toString();
      minuteText = whole.substring(0, whole.length() - 3).getBytes(StandardCharsets.US_ASCII);
    }
    int rest = (int) Math.floorMod(timeMs, MINUTE_MS);
    bytes(minuteText, minuteText.length);
    room(LONGEST_PIECE);
    digits(rest / 1000, 2);
    if (rest % 1000 != 0) {
      buffer[at++] = '.';
      digits(rest % 1000, 3);
    }
    buffer[at++] = 'Z';
    return this;
  }

  /** Degrees out of 10<sup>-7</sup> degrees, exactly, without trailing zeros. */
  TrackText degrees(int valueE7) {
    return decimal(valueE7, 10_000_000);
  }

  /** A value in tenths. */
  TrackText tenths(int value) {
    return decimal(value, 10);
  }

  /** A whole number that is not negative. */
  TrackText number(long value) {
    room(LONGEST_PIECE);
    long unit = 1;
    while (unit <= value / 10) {
      unit *= 10;
    }
    for (long rest = value; unit > 0; unit /= 10) {
      buffer[at++] = (byte) ('0' + rest / unit);
      rest %= unit;
    }
    return this;
  }

  private TrackText decimal(int value, int unit) {
    room(LONGEST_PIECE);
    long size = Math.abs((long) value);
    if (value < 0) {
      buffer[at++] = '-';
    }
    long whole = size / unit;
    if (whole >= 100) {
      number(whole);
      room(LONGEST_PIECE);
    } else {
      digits((int) whole, whole >= 10 ? 2 : 1);
    }
    long rest = size % unit;
    if (rest != 0) {
      buffer[at++] = '.';
      for (long digit = unit / 10; rest != 0; digit /= 10) {
        buffer[at++] = (byte) ('0' + rest / digit);
        rest %= digit;
      }
    }
    return this;
  }

  private void digits(int value, int count) {
    int divisor = count == 3 ? 100 : count == 2 ? 10 : 1;
    for (int i = 0; i < count; i++) {
      buffer[at++] = (byte) ('0' + value / divisor % 10);
      divisor /= 10;
    }
  }

  private TrackText bytes(byte[] bytes, int length) {
    room(length);
    System.arraycopy(bytes, 0, buffer, at, length);
    at += length;
    return this;
  }

  private void room(int bytes) {
    if (buffer.length - at < bytes) {
      flush();
    }
  }

  /** Hands on what was written. */
  void flush() {
    try {
      out.write(buffer, 0, at);
      at = 0;
    } catch (IOException failed) {
      // A visitor of facts cannot throw it as it is.
      throw new UncheckedIOException(failed);
    }
  }
}
