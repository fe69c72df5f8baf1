package kz.relog.journal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The walls of this module. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("kz.relog.journal");

  private static final DescribedPredicate<JavaClass> INSIDE =
      JavaClass.Predicates.resideInAnyPackage("kz.relog.journal.*..");

  @Test
  void onlyTheChroniclePackageKnowsChronicle() {
    noClasses()
        .that()
        .resideOutsideOfPackage("kz.relog.journal.chronicle")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("net.openhft..")
        .check(CLASSES);
  }

  @Test
  void onlyTheVaultPackageKnowsSql() {
    noClasses()
        .that()
        .resideOutsideOfPackage("kz.relog.journal.vault")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "org.sqlite..")
        .check(CLASSES);
  }

  @Test
  void noSignatureAtTheRootNamesATypeFromInside() {
    methods()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage("kz.relog.journal")
        .should()
        .notHaveRawReturnType(INSIDE)
        .andShould()
        .notHaveRawParameterTypes(
            DescribedPredicate.describe(
                "a type from inside", types -> types.stream().anyMatch(INSIDE)))
        .check(CLASSES);
  }

  @Test
  void stepsInsideDependOneWay() {
    noClasses()
        .that()
        .resideInAPackage("kz.relog.journal.vault")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "kz.relog.journal.log", "kz.relog.journal.chronicle", "kz.relog.journal.entry")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage("kz.relog.journal.chronicle", "kz.relog.journal.entry")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("kz.relog.journal.log", "kz.relog.journal.vault")
        .check(CLASSES);
  }

  @Test
  void noOtherModuleIsKnown() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "kz.relog.proto..", "kz.relog.ingest..", "kz.relog.route..", "kz.relog.api..")
        .check(CLASSES);
  }

  @Test
  void nothingThatPhonesHomeIsOnTheClassPath() {
    for (String name :
        new String[] {
          "net.openhft.chronicle.analytics.Analytics",
          "net.openhft.chronicle.analytics.internal.AnalyticsFacade"
        }) {
      assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
    }
    assertThat(System.getProperty("java.class.path")).doesNotContain("chronicle-analytics");
  }
}
