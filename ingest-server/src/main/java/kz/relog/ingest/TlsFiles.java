package kz.relog.ingest;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * TLS 1.3 in front of TCP, on an address of its own. The frames inside are the same and sealed as
 * ever; TLS hides their sizes and times a little and serves networks that let nothing else through.
 *
 * <p>Both files are watched: when they have changed, new connections get the new certificate. A
 * pair that cannot be read leaves the old one in place.
 *
 * @param address where to listen; port 0 picks a free one
 * @param certificate the chain, PEM
 * @param key its private key, PEM, PKCS #8, without a password
 */
public record TlsFiles(InetSocketAddress address, Path certificate, Path key) {

  /** Everything that is wrong with it, one sentence each; empty if nothing is. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (address.isUnresolved()) {
      problems.add("the TLS address is unresolved; allowed: an address of this machine");
    }
    if (!Files.isReadable(certificate)) {
      problems.add("the TLS certificate " + certificate + " cannot be read");
    }
    if (!Files.isReadable(key)) {
      problems.add("the TLS key " + key + " cannot be read");
    }
    return List.copyOf(problems);
  }
}
