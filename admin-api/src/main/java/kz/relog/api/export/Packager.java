package kz.relog.api.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import kz.relog.api.call.Json;
import kz.relog.api.call.Refs;

/** Writes a whole package: the parts, the README, and last the manifest. Worker's thread. */
final class Packager {
  private static final String README = "README.txt";

  private final List<PackagePart> parts;

  Packager(List<PackagePart> parts) {
    this.parts = List.copyOf(parts);
  }

  /** Told how far it is. */
  @FunctionalInterface
  interface Progress {
    void onStep(long done, long total);
  }

  /** Writes the ZIP into a stream, which stays open. */
  void write(Subject subject, OutputStream target, BooleanSupplier isEnded, Progress progress)
      throws IOException {
    long total = 1;
    for (PackagePart part : parts) {
      total += part.steps(subject);
    }
    long all = total;
    long[] done = {0};
    progress.onStep(0, all);
    try (PackageOut out =
        new PackageOut(target, isEnded, () -> progress.onStep(Math.min(all, ++done[0]), all))) {
      out.file(README, Packager::readme);
      for (PackagePart part : parts) {
        part.write(subject, out);
      }
      out.json("manifest.json", manifest(subject, out.written()));
      out.finish();
    }
  }

  private Map<String, Object> manifest(Subject subject, List<PackageOut.Written> written) {
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("format", "relog-access-package/1");
    manifest.put("request", Refs.text(subject.exportRef()));
    manifest.put("person", Refs.text(subject.personRef()));
    manifest.put("company", Refs.text(subject.companyRef()));
    manifest.put("madeAt", Json.time(subject.nowMs()));
    manifest.put("parts", parts.stream().map(PackagePart::name).toList());
    manifest.put("files", written);
    return manifest;
  }

  private static void readme(OutputStream out) throws IOException {
    try (InputStream in = Packager.class.getResourceAsStream(README)) {
      if (in == null) {
        throw new IllegalStateException(README + " is not on the class path");
      }
      in.transferTo(out);
    }
  }
}
