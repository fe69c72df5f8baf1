package kz.relog.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String ROOT = "kz.relog.bench";

  private final JavaClasses product =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("kz.relog");

  @Test
  void nothing_depends_on_the_bench() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "..")
        .check(product);
  }

  @Test
  void the_load_does_not_know_what_is_asked_of_it() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".load..", ROOT + ".process..", ROOT + ".sink..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".scenario..")
        .check(product);
  }

  @Test
  void the_sink_does_nothing_that_a_server_would() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".sink..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("kz.relog.journal..", "kz.relog.app..", "javax.crypto..")
        .check(product);
  }
}
