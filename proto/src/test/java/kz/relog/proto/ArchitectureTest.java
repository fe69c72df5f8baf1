package kz.relog.proto;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The wall around this module. */
class ArchitectureTest {
  private final JavaClasses proto =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("kz.relog.proto");

  @Test
  void protoKnowsTheJdkAndProtobufOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "kz.relog.proto..",
            "java..",
            "javax.crypto..",
            "com.google.protobuf..",
            "org.jspecify..")
        .check(proto);
  }

  @Test
  void protoTouchesNoNetworkAndNoDisk() {
    noClasses()
        .that()
        .resideOutsideOfPackage("kz.relog.proto.v1")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..", "java.io..", "java.nio.file..", "java.nio.channels..")
        .check(proto);
  }

  @Test
  void theHotPathDoesNotUseGeneratedBatches() {
    noClasses()
        .that()
        .resideInAnyPackage("kz.relog.proto.fix", "kz.relog.proto.frame")
        .should()
        .dependOnClassesThat()
        .haveNameMatching("kz\\.relog\\.proto\\.v1\\.(FixBatch|Hello)(OrBuilder|\\$.*)?")
        .check(proto);
  }
}
