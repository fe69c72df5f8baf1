package kz.relog.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The app wires; what it must not do is know the insides of what it wires. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("kz.relog.app");

  @Test
  void only_the_journal_module_knows_chronicle_and_only_the_ingest_server_knows_netty() {
    noClasses().should().dependOnClassesThat().resideInAPackage("net.openhft..").check(CLASSES);
    noClasses().should().dependOnClassesThat().resideInAPackage("io.netty..").check(CLASSES);
  }

  @Test
  void http_is_the_admin_api_s_matter() {
    noClasses().should().dependOnClassesThat().resideInAPackage("com.linecorp..").check(CLASSES);
  }

  @Test
  void the_road_s_packages_know_no_command_line() {
    noClasses()
        .that()
        .resideInAnyPackage("..app.archive..", "..app.feed..", "..app.live..", "..app.facts..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(CLASSES);
  }
}
