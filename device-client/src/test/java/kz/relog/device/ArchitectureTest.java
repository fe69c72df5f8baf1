package kz.relog.device;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  /**
   * Methods younger than Android 8 (API level 26), which this module must run on; those that tempt
   * most.
   */
  private static final Set<String> TOO_YOUNG =
      Set.of(
          "java.nio.file.Files.readString",
          "java.nio.file.Files.writeString",
          "java.nio.file.Path.of",
          "java.lang.String.strip",
          "java.lang.String.isBlank",
          "java.lang.String.lines",
          "java.lang.String.repeat",
          "java.io.InputStream.readAllBytes",
          "java.util.List.of",
          "java.util.List.copyOf",
          "java.util.Map.of",
          "java.util.Set.of",
          "java.util.Optional.isEmpty",
          "java.util.Optional.orElseThrow",
          "java.nio.ByteBuffer.flip",
          "java.nio.ByteBuffer.clear",
          "java.nio.ByteBuffer.rewind",
          "java.nio.ByteBuffer.limit",
          "java.nio.ByteBuffer.position");

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("kz.relog.device");

  @Test
  void it_knows_the_jdk_and_proto_only() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "kz.relog.device..",
            "kz.relog.proto..",
            "org.jspecify.annotations",
            "java.io",
            "java.lang",
            "java.lang.invoke",
            "java.lang.runtime",
            "java.net",
            "java.nio..",
            "java.security",
            "java.util",
            "java.util.function",
            "java.util.zip",
            "javax.crypto",
            "javax.crypto.spec")
        .check(classes);
  }

  @Test
  void it_uses_nothing_that_a_phone_lacks() {
    noClasses()
        .should()
        .callMethodWhere(
            new DescribedPredicate<JavaMethodCall>("a method younger than Android 8") {
              @Override
              public boolean test(JavaMethodCall call) {
                String name = call.getTargetOwner().getName() + "." + call.getTarget().getName();
                // A position that is read is older than the one that is set.
                return TOO_YOUNG.contains(name)
                    && !(name.endsWith(".position")
                        && call.getTarget().getRawParameterTypes().isEmpty());
              }
            })
        .check(classes);
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.util\\.(HexFormat|random\\..*)|java\\.net\\.http\\..*|sun\\..*|jdk\\..*")
        .check(classes);
  }
}
