package kz.relog.api.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import kz.relog.api.plan.PlanPath;
import kz.relog.api.spi.RoadPlan;
import kz.relog.api.spi.RoadStop;

/**
 * The positions and windows of a plan as bytes, which are sealed before they reach the disk.
 *
 * <pre>
 * 1 byte layout = 2 | int vertices | vertices x (int latE7, int lonE7) | int stops
 *   | stops x (int stopId, int latE7, int lonE7, long arriveMs, long departMs, int serviceSeconds, int radiusMetres,
 *               long windowFromMs, long windowToMs)
 * </pre>
 *
 * Layout 1 has no windows.
 */
final class RouteCodec {
  private static final int LAYOUT = 2;
  private static final int LAYOUT_WITHOUT_WINDOWS = 1;

  private RouteCodec() {}

  /** Path and stops of a plan. */
  record Route(PlanPath path, List<RoadStop> stops) {}

  static byte[] encode(RoadPlan plan) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(LAYOUT);
      PlanPath path = plan.path();
      out.writeInt(path.vertexCount());
      for (int i = 0; i < path.vertexCount(); i++) {
        out.writeInt(path.latE7(i));
        out.writeInt(path.lonE7(i));
      }
      out.writeInt(plan.stops().size());
      for (RoadStop stop : plan.stops()) {
        out.writeInt(stop.stopId());
        out.writeInt(stop.latE7());
        out.writeInt(stop.lonE7());
        out.writeLong(stop.arriveMs());
        out.writeLong(stop.departMs());
        out.writeInt(stop.serviceSeconds());
        out.writeInt(stop.radiusMetres());
        out.writeLong(stop.windowFromMs());
        out.writeLong(stop.windowToMs());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  static Route decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int layout = in.readUnsignedByte();
      if (layout != LAYOUT && layout != LAYOUT_WITHOUT_WINDOWS) {
        throw new IllegalStateException("a plan's route has layout " + layout + ", known is 2");
      }
      int[] latE7 = new int[in.readInt()];
      int[] lonE7 = new int[latE7.length];
      for (int i = 0; i < latE7.length; i++) {
        latE7[i] = in.readInt();
        lonE7[i] = in.readInt();
      }
      int stopCount = in.readInt();
      List<RoadStop> stops = new ArrayList<>(stopCount);
      for (int i = 0; i < stopCount; i++) {
        stops.add(readStop(in, layout == LAYOUT));
      }
      return new Route(PlanPath.of(latE7, lonE7), List.copyOf(stops));
    } catch (IOException cutOff) {
      throw new IllegalStateException("a plan's route ends too early", cutOff);
    }
  }

  private static RoadStop readStop(DataInputStream in, boolean windows) throws IOException {
    return new RoadStop(
        in.readInt(),
        in.readInt(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readInt(),
        windows ? in.readLong() : 0,
        windows ? in.readLong() : 0);
  }
}
