package kz.relog.proto.explain;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import kz.relog.proto.fix.AckDecoder;
import kz.relog.proto.fix.BatchFault;
import kz.relog.proto.fix.ConsentDecoder;
import kz.relog.proto.fix.FixBatchDecoder;
import kz.relog.proto.fix.FixLimits;
import kz.relog.proto.fix.HelloCodec;
import kz.relog.proto.frame.FrameKind;
import kz.relog.proto.v1.FixBatch;

/** A message as lines of text, and the rule that it breaks. Stateless. */
final class MessageText {
  private MessageText() {}

  /** Adds the lines and tells whether the message is accepted. */
  static boolean explain(int kind, byte[] plain, int length, List<String> lines) {
    final BatchFault fault =
        switch (kind) {
          case FrameKind.FACTS -> facts(plain, length, lines);
          case FrameKind.ACK -> ack(plain, length, lines);
          case FrameKind.CONSENT -> consent(plain, length, lines);
          default -> HelloCodec.check(plain, 0, length);
        };
    if (fault == BatchFault.NONE) {
      lines.add("accepted   every rule of the message is met");
      return true;
    }
    lines.add("refused    " + fault + ": " + fault.reason());
    return false;
  }

  private static BatchFault facts(byte[] plain, int length, List<String> lines) {
    final FixBatchDecoder batch = new FixBatchDecoder();
    final BatchFault fault = batch.decode(plain, 0, length);
    if (fault != BatchFault.NONE) {
      asProtobufReadsIt(plain, length, lines);
      return fault;
    }
    lines.add("batch_seq  " + Long.toUnsignedString(batch.batchSeq()) + ", held " + batch.held());
    lines.add("units      tick " + batch.tickMs() + " ms, " + batch.digits() + " digits");
    if (batch.odometerMetres() != 0) {
      lines.add("odometer   " + batch.odometerMetres() + " m");
    }
    if ((batch.inputs() & 1) != 0) {
      lines.add("ignition   " + ((batch.inputs() & 2) != 0 ? "on" : "off"));
    }
    lines.add("fixes      " + batch.count());
    for (int i = 0; i < batch.count(); i++) {
      lines.add(fix(batch, i));
    }
    return fault;
  }

  private static String fix(FixBatchDecoder batch, int i) {
    final StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "  %3d      %s  %.7f %.7f",
            i,
            Instant.ofEpochMilli(batch.timeMs(i)),
            batch.latE7(i) / 1e7,
            batch.lonE7(i) / 1e7));
    if (batch.speedDmps(i) != FixLimits.SPEED_UNKNOWN) {
      text.append(String.format(Locale.ROOT, "  %.1f m/s", batch.speedDmps(i) / 10.0));
    }
    if (batch.course(i) != FixLimits.COURSE_UNKNOWN) {
      text.append("  course ").append(batch.course(i));
    }
    if (batch.accuracyMetres(i) != FixLimits.ACCURACY_UNKNOWN) {
      text.append("  accuracy ").append(batch.accuracyMetres(i)).append(" m");
    }
    if (batch.altitudeMetres(i) != FixLimits.ALTITUDE_UNKNOWN) {
      text.append("  altitude ").append(batch.altitudeMetres(i)).append(" m");
    }
    return text.toString();
  }

  /** A refused batch as far as a lenient reader gets, so that its writer sees what they wrote. */
  private static void asProtobufReadsIt(byte[] plain, int length, List<String> lines) {
    try {
      final FixBatch batch = FixBatch.parser().parsePartialFrom(plain, 0, length);
      lines.add("batch_seq  " + Long.toUnsignedString(batch.getBatchSeq()));
      lines.add("held       " + Integer.toUnsignedString(batch.getHeld()));
      lines.add("time       " + Long.toUnsignedString(batch.getTime()));
      lines.add("tick_ms    " + Integer.toUnsignedString(batch.getTickMs()));
      lines.add("interval   " + Integer.toUnsignedString(batch.getInterval()));
      lines.add("digits     " + Integer.toUnsignedString(batch.getDigits()));
      lines.add("lat, lon   " + batch.getLat() + ", " + batch.getLon());
      lines.add(
          String.format(
              "columns    dtime %d, dlat %d, dlon %d, speed %d, course %d, accuracy %d, altitude %d",
              batch.getDtimeCount(),
              batch.getDlatCount(),
              batch.getDlonCount(),
              batch.getSpeedCount(),
              batch.getCourseCount(),
              batch.getAccuracyCount(),
              batch.getAltitudeCount()));
    } catch (InvalidProtocolBufferException e) {
      lines.add("message    no protobuf message: " + e.getMessage());
    }
  }

  private static BatchFault ack(byte[] plain, int length, List<String> lines) {
    final AckDecoder ack = new AckDecoder();
    final BatchFault fault = ack.decode(plain, 0, length);
    if (fault != BatchFault.NONE) {
      return fault;
    }
    lines.add("settled    every batch up to " + Long.toUnsignedString(ack.durableSeq()));
    for (int bit = 0; bit < Long.SIZE; bit++) {
      if ((ack.durableAbove() & 1L << bit) != 0) {
        lines.add("           and " + Long.toUnsignedString(ack.durableSeq() + 2 + bit));
      }
    }
    lines.add("status     " + ack.status());
    lines.add("wait       " + ack.retryAfterSeconds() + " s");
    lines.add("tracking   " + (ack.trackingOn() ? "on" : "off"));
    if (ack.nextKeyId() != AckDecoder.NO_KEY) {
      lines.add(String.format("rotate to  %010x", ack.nextKeyId()));
    }
    lines.add("refused    " + ack.refused() + " fixes of the batch answered");
    return fault;
  }

  private static BatchFault consent(byte[] plain, int length, List<String> lines) {
    final ConsentDecoder consent = new ConsentDecoder();
    final BatchFault fault = consent.decode(plain, 0, length);
    if (fault == BatchFault.NONE) {
      lines.add("batch_seq  " + Long.toUnsignedString(consent.batchSeq()));
      lines.add("held       " + consent.held());
      lines.add("purpose    " + consent.purpose());
      lines.add("action     " + consent.action());
    }
    return fault;
  }
}
