package kz.relog.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final String ROOT = "kz.relog.ingest";

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void knowsNoModuleButProtoAndJournal() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "kz.relog.route..",
            "kz.relog.api..",
            "kz.relog.app..",
            "kz.relog.device..",
            "net.openhft..")
        .check(classes);
  }

  @Test
  void onlyTheSocketsAndTheSplitterKnowNetty() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + ".admit..",
            ROOT + ".ack..",
            ROOT + ".sequence..",
            ROOT + ".device..",
            ROOT + ".count..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.netty..")
        .check(classes);
  }

  @Test
  void theLoopsDoNotTouchTheJournal() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + ".listen..",
            ROOT + ".frame..",
            ROOT + ".admit..",
            ROOT + ".ack..",
            ROOT + ".device..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("kz.relog.journal..")
        .check(classes);
  }

  @Test
  void theStepsOfTheJourneyFormNoCircle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void theStepsDoNotKnowWhoWiresThem() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".*..")
        .should()
        .dependOnClassesThat()
        .haveSimpleName("IngestServer")
        .check(classes);
  }
}
