package kz.relog.app.prove;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells who holds what was found in a heap dump: the array, and the references that lead to it, up
 * to a class, a stack or a fixed depth. Stateless.
 */
final class HeapHolders {
  private static final int DEPTH_MAX = 9;
  private static final List<String> TYPES =
      List.of("", "", "", "", "boolean", "char", "float", "double", "byte", "short", "int", "long");

  private HeapHolders() {}

  /** Where an offset lies, and for each object on the way who refers to it first. */
  private static final class Chain {
    final List<String> steps = new ArrayList<>();
    boolean rooted;
  }

  /**
   * Explains offsets of a dump.
   *
   * @return one line each, in their order; an offset that is not in an array of values is told so
   */
  static List<String> explain(Path file, List<Long> offsets) throws IOException {
    HeapDump dump = HeapDump.open(file);
    Chain[] chains = new Chain[offsets.size()];
    Map<Long, List<Chain>> heads = new HashMap<>();
    dump.visit(
        new Finding() {
          @Override
          public void onValues(long id, int type, int count, long from, long to) {
            for (int i = 0; i < chains.length; i++) {
              long offset = offsets.get(i);
              if (offset >= from && offset < to) {
                chains[i] = new Chain();
                chains[i].steps.add(TYPES.get(type) + "[" + count + "]+" + (offset - from));
                heads.computeIfAbsent(id, none -> new ArrayList<>()).add(chains[i]);
              }
            }
          }
        });
    Set<Long> seen = new HashSet<>(heads.keySet());
    for (int depth = 0; depth < DEPTH_MAX && !heads.isEmpty(); depth++) {
      climb(dump, heads, seen);
    }
    List<String> lines = new ArrayList<>();
    for (Chain chain : chains) {
      lines.add(chain == null ? "not in an array of values" : String.join(" < ", chain.steps));
    }
    return lines;
  }

  /** One step up: each head gives way to the first of its holders that was not met before. */
  private static void climb(HeapDump dump, Map<Long, List<Chain>> heads, Set<Long> seen) {
    Map<Long, List<Chain>> next = new HashMap<>();
    Set<Long> found = new HashSet<>();
    dump.visit(
        new Finding() {
          @Override
          public void onReference(long holderId, String holder, String place, long targetId) {
            List<Chain> chains = heads.get(targetId);
            boolean weak = place.equals("referent");
            if (chains != null && !weak && found.add(targetId)) {
              chains.forEach(chain -> chain.steps.add(holder + "." + place));
              if (!holder.startsWith("class ") && seen.add(holderId)) {
                next.computeIfAbsent(holderId, none -> new ArrayList<>()).addAll(chains);
              }
            }
          }

          @Override
          public void onRoot(long id, String what) {
            List<Chain> chains = heads.get(id);
            if (chains != null) {
              chains.stream()
                  .filter(chain -> !chain.rooted)
                  .forEach(
                      chain -> {
                        chain.rooted = true;
                        chain.steps.add("(" + what + ")");
                      });
            }
          }
        });
    heads.clear();
    heads.putAll(next);
  }

  /** Ignores everything. */
  private static class Finding implements HeapDump.Visitor {
    @Override
    public void onValues(long id, int type, int count, long fromOffset, long toOffset) {}

    @Override
    public void onReference(long holderId, String holder, String place, long targetId) {}

    @Override
    public void onRoot(long id, String what) {}
  }
}
