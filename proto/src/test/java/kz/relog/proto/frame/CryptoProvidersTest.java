package kz.relog.proto.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Provider;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class CryptoProvidersTest {
  @Test
  void thePlatformAlwaysHasOne() {
    assertThat(CryptoProviders.platform().getName()).isEqualTo("SunJCE");
  }

  @Test
  void theFasterOneIsTakenWhereItLoads() {
    final Provider corretto = CryptoProviders.corretto();
    Assumptions.assumeTrue(corretto != null, "its native half is for another platform");
    assertThat(CryptoProviders.fastest()).isSameAs(corretto);
  }

  @Test
  void withoutTheLibraryThePlatformServes() throws Exception {
    // A class loader that hides the library, as on Android or where the jar is not deployed.
    try (HidingClassLoader hiding = new HidingClassLoader()) {
      final Class<?> chooser = hiding.loadClass(CryptoProviders.class.getName());
      final Provider chosen = (Provider) chooser.getMethod("fastest").invoke(null);
      assertThat(chooser).isNotSameAs(CryptoProviders.class);
      assertThat(chosen.getName()).isEqualTo("SunJCE");
    }
  }

  private static final class HidingClassLoader extends java.net.URLClassLoader {
    HidingClassLoader() {
      super(
          new java.net.URL[] {
            CryptoProviders.class.getProtectionDomain().getCodeSource().getLocation()
          },
          ClassLoader.getPlatformClassLoader());
    }
  }
}
