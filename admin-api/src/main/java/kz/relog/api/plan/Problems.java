package kz.relog.api.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers what is wrong with one document. One thread. */
final class Problems {
  private static final int VALUE_CHARS_MAX = 80;

  private final List<PlanProblem> found = new ArrayList<>();

  /** Adds a problem about a value; beyond the limit it is left out. */
  void add(String pointer, String field, String value, String allowed) {
    if (found.size() < PlanLimits.PROBLEMS_MAX) {
      found.add(new PlanProblem(pointer, field, cut(value), allowed));
    }
  }

  /** Adds a problem about a node; a missing node has no value. */
  void add(String pointer, String field, @Nullable JsonNode value, String allowed) {
    add(pointer, field, value == null || value.isMissingNode() ? "" : value.toString(), allowed);
  }

  /** Adds a problem for each member of an object that nobody reads. */
  void refuseUnknown(JsonNode object, String pointer, Set<String> known) {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        String place = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
        String members = String.join(", ", known.stream().sorted().toList());
        add(place, name, object.get(name), "no such field; allowed are " + members);
      }
    }
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  boolean isFull() {
    return found.size() >= PlanLimits.PROBLEMS_MAX;
  }

  List<PlanProblem> all() {
    return List.copyOf(found);
  }

  private static String cut(String value) {
    return value.length() <= VALUE_CHARS_MAX ? value : value.substring(0, VALUE_CHARS_MAX) + "…";
  }
}
