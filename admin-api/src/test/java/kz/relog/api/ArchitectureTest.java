package kz.relog.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private final JavaClasses api =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("kz.relog.api");

  @Test
  void theApiKnowsNoOtherModule() {
    noClasses()
        .should()
        .dependOnClassesThat(
            com.tngtech.archunit.base.DescribedPredicate.describe(
                "are of another module",
                type ->
                    type.getPackageName().startsWith("kz.relog.")
                        && !type.getPackageName().startsWith("kz.relog.api")))
        .check(api);
  }

  @Test
  void theSpiIsPlainJava() {
    classes()
        .that()
        .resideInAnyPackage("kz.relog.api.spi")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "kz.relog.api.spi", "kz.relog.api.plan")
        .check(api);
  }

  @Test
  void thePlanReaderKnowsJsonAndTablesAndNothingElse() {
    classes()
        .that()
        .resideInAnyPackage("kz.relog.api.plan")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "com.fasterxml.jackson..",
            "org.apache.commons.csv..",
            "kz.relog.api.card",
            "kz.relog.api.plan")
        .check(api);
  }

  @Test
  void onlyTheStoreKnowsSql() {
    noClasses()
        .that()
        .resideOutsideOfPackage("kz.relog.api.store")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..", "org.jdbi..", "org.sqlite..", "com.zaxxer..", "org.flywaydb..")
        .check(api);
  }

  @Test
  void whoReadsAndWritesJsonKeepsNothingOfIt() {
    noClasses()
        .that()
        .resideOutsideOfPackages("kz.relog.api.json", "kz.relog.api.plan")
        .should()
        .callConstructor(ObjectMapper.class)
        .orShould()
        .callMethod(JsonFactory.class, "builder")
        .orShould()
        .callMethod(JsonMapper.class, "builder")
        .because("buffers that are kept hold the words of people who are erased")
        .check(api);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("kz.relog.api.(*)..").should().beFreeOfCycles().check(api);
  }
}
