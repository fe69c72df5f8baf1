package kz.relog.app.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import kz.relog.api.receipt.ReceiptKey;
import kz.relog.api.receipt.ReceiptVerifier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code relog receipt}: whether a receipt of consent is the one that was given. */
@Command(
    name = "receipt",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Verifies receipts of consent.")
public final class ReceiptCommand implements Runnable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command: verify.");
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Says valid, or what was altered; exits with 1 when it is not valid. The key is read from "
            + "--key, or asked of the server at --url; then the document's text is checked there too."
      })
  int verify(
      @Parameters(
              paramLabel = "FILE",
              description = "A receipt, as GET /v1/me/receipts/ID gives it.")
          Path file,
      @Option(
              names = "--key",
              paramLabel = "FILE",
              description = "Public key, PEM, or the answer of GET /v1/receipts/key.")
          @Nullable Path keyFile,
      @Option(
              names = "--url",
              paramLabel = "URL",
              description = "Server, such as http://127.0.0.1:8080.")
          @Nullable URI url,
      @Option(
              names = "--document",
              paramLabel = "FILE",
              description = "The text that was accepted, to be checked against its hash.")
          @Nullable Path documentFile)
      throws IOException {
    if (keyFile == null && url == null) {
      throw new ParameterException(
          spec.commandLine(), "Whose signature? Give --key FILE or --url URL.");
    }
    String receipt = read(file);
    ReceiptKey key = key(keyFile == null ? fetch(url, "/v1/receipts/key", "*/*") : read(keyFile));
    Optional<byte[]> document = Optional.empty();
    if (documentFile != null) {
      document = Optional.of(Files.readAllBytes(documentFile));
    } else if (url != null) {
      document = text(url, receipt);
    }
    ReceiptVerifier.Verdict verdict = ReceiptVerifier.verify(receipt, key, document);
    PrintWriter out = spec.commandLine().getOut();
    if (verdict.isValid()) {
      out.println("valid: signed with the key " + key.id());
      out.println(
          document.isPresent()
              ? "the document's text is the one that was accepted: " + verdict.documentHash()
              : "the document's hash is " + verdict.documentHash() + "; its text was not checked");
    } else {
      out.println("not valid");
      verdict.problems().forEach(problem -> out.println("  " + problem));
    }
    out.flush();
    return verdict.isValid() ? 0 : 1;
  }

  private String read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ParameterException(spec.commandLine(), file + " is no file");
    }
    return Files.readString(file);
  }

  private ReceiptKey key(String text) {
    try {
      return ReceiptKey.parse(
          text.strip().startsWith("{") ? JSON.readTree(text).path("pem").asText() : text);
    } catch (IOException | IllegalArgumentException notKey) {
      throw new ParameterException(
          spec.commandLine(), "the key is no public Ed25519 key in PEM", notKey);
    }
  }

  private static Optional<byte[]> text(@Nullable URI url, String receipt) throws IOException {
    JsonNode notice = JSON.readTree(receipt).at("/record/pii_processing/privacy_notice");
    String id = notice.path("id").asText();
    return id.matches("[0-9a-f]{16}") && notice.path("language").asText().matches("[a-z]{2}")
        ? Optional.of(
            fetch(
                    url,
                    "/v1/documents/" + id + "?language=" + notice.path("language").asText(),
                    "text/plain")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private static String fetch(@Nullable URI url, String path, String accept) throws IOException {
    if (url == null) {
      throw new IllegalArgumentException("no server");
    }
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve(path)).timeout(TIMEOUT).header("accept", accept).build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(url + path + " answered " + answer.statusCode());
      }
      return answer.body();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }
}
