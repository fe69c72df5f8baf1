package kz.relog.api.guard;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What HTTPS needs. Immutable.
 *
 * @param certificate the chain, PEM, the server's own first
 * @param key its private key, PEM, PKCS #8
 */
public record HttpsFiles(Path certificate, Path key) {

  /** Everything that is wrong with it, one sentence each. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (!Files.isReadable(certificate)) {
      problems.add("http.tls.certificate: the file \"" + certificate + "\" cannot be read");
    }
    if (!Files.isReadable(key)) {
      problems.add("http.tls.key: the file \"" + key + "\" cannot be read");
    }
    return List.copyOf(problems);
  }
}
