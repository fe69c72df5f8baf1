package kz.relog.app.erase;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every class that gets hold of positions says who makes it forget them. */
class DerivedStoresTest {
  /** What carries positions of people from place to place. */
  private static final Set<String> CARRIERS =
      Set.of(
          "kz.relog.proto.fix.FixBatchDecoder",
          "kz.relog.proto.fix.FixBatchEncoder",
          "kz.relog.api.spi.TrackSource$FixVisitor",
          "kz.relog.api.spi.VehicleView",
          "kz.relog.api.spi.EventLog",
          "kz.relog.api.spi.RecordSealer",
          "kz.relog.route.FactCursor",
          "kz.relog.journal.JournalReader");

  @Test
  void a_class_that_handles_positions_names_the_store_that_forgets_for_it() throws IOException {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("kz.relog.app", "kz.relog.api", "kz.relog.ingest");
    Set<String> handling = new TreeSet<>();
    for (JavaClass one : classes) {
      boolean handles =
          one.getDirectDependenciesFromSelf().stream()
              .map(Dependency::getTargetClass)
              .anyMatch(target -> CARRIERS.contains(target.getName()));
      String name = outer(one.getName());
      if (handles && !name.endsWith("IT") && !name.endsWith("Test")) {
        handling.add(name);
      }
    }
    Map<String, String> told = register();
    Set<String> missing = new TreeSet<>(handling);
    missing.removeAll(told.keySet());
    assertThat(missing)
        .as("say in derived-stores.csv who forgets for these; docs/privacy.md tells how")
        .isEmpty();
    Set<String> stale = new TreeSet<>(told.keySet());
    stale.removeAll(handling);
    assertThat(stale).as("rows of derived-stores.csv without such a class").isEmpty();
    assertThat(told.values()).allSatisfy(store -> assertThat(store).isNotBlank());
  }

  private static String outer(String name) {
    int inner = name.indexOf('$');
    return inner < 0 ? name : name.substring(0, inner);
  }

  private static Map<String, String> register() throws IOException {
    Map<String, String> rows = new TreeMap<>();
    try (InputStream in =
        Objects.requireNonNull(DerivedStores.class.getResourceAsStream("derived-stores.csv"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text.lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .forEach(
              line -> {
                int comma = line.indexOf(',');
                rows.put(line.substring(0, comma), line.substring(comma + 1));
              });
    }
    return rows;
  }
}
