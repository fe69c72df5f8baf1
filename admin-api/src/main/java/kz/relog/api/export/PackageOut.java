package kz.relog.api.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BooleanSupplier;
import kz.relog.api.json.ForgetfulJson;

/**
 * The package while it is written: files one after the other, each hashed on its way. One thread,
 * and another that compresses behind it; keeps a few buffers in memory, whatever the package's
 * size.
 */
public final class PackageOut implements AutoCloseable {
  private static final ObjectMapper JSON =
      new ObjectMapper(
              ForgetfulJson.factory()
                  .disable(com.fasterxml.jackson.core.StreamWriteFeature.AUTO_CLOSE_TARGET)
                  .build())
          .enable(SerializationFeature.INDENT_OUTPUT);

  private final ZipBehind zip;
  private final BooleanSupplier isEnded;
  private final Runnable onStep;
  private final List<Written> written = new ArrayList<>();

  /**
   * A package into this stream.
   *
   * @param isEnded asked often: whether the request was ended meanwhile
   * @param onStep called after each step of a part
   */
  PackageOut(OutputStream target, BooleanSupplier isEnded, Runnable onStep) {
    this.zip = new ZipBehind(target);
    this.isEnded = isEnded;
    this.onStep = onStep;
  }

  /**
   * A file of the package.
   *
   * @param path in the package
   * @param bytes its length
   * @param sha256 of its content, in hex
   */
  record Written(String path, long bytes, String sha256) {}

  /** Ends the making of a package whose person is being erased; nothing is broken. */
  static final class EndedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EndedException() {
      super("the request was ended", null, false, false);
    }
  }

  /** Writes a file's content. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of it; closing the stream is not needed. */
    void write(OutputStream out) throws IOException;
  }

  /** Writes a list of objects as a JSON array, one after the other. */
  @FunctionalInterface
  public interface Items {
    /** Writes all of them. */
    void write(JsonGenerator json) throws IOException;
  }

  /** A step of a part is done. */
  public void step() {
    checkGoingOn();
    onStep.run();
  }

  /** Adds a file. */
  public void file(String path, Content content) throws IOException {
    checkGoingOn();
    zip.begin(path);
    Hashing hashing = new Hashing();
    content.write(hashing);
    hashing.flush();
    zip.end();
    written.add(
        new Written(path, hashing.bytes, HexFormat.of().formatHex(hashing.digest.digest())));
  }

  /** Adds a file of one JSON value. */
  public void json(String path, Object value) throws IOException {
    file(path, out -> JSON.writeValue(out, value));
  }

  /** Adds a file that is a JSON array, streamed. */
  public void jsonArray(String path, Items items) throws IOException {
    file(
        path,
        out -> {
          JsonGenerator json = JSON.createGenerator(out);
          json.useDefaultPrettyPrinter();
          json.writeStartArray();
          items.write(json);
          json.writeEndArray();
          json.flush();
        });
  }

  /** The files so far. */
  List<Written> written() {
    return List.copyOf(written);
  }

  /** Ends the ZIP; the stream below stays open. */
  void finish() throws IOException {
    checkGoingOn();
    zip.finish();
  }

  /** Ends the thread behind it; a package that was not finished is in pieces. */
  @Override
  public void close() {
    zip.close();
  }

  private void checkGoingOn() {
    if (isEnded.getAsBoolean()) {
      throw new EndedException();
    }
  }

  /** Hashes and counts what goes into the ZIP. */
  private final class Hashing extends OutputStream {
    final MessageDigest digest = sha256();
    long bytes;

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      checkGoingOn();
      digest.update(from, offset, length);
      bytes += length;
      zip.write(from, offset, length);
    }

    @Override
    public void close() {
      // The ZIP goes on with its next file.
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
