package kz.relog.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceIdentityTest {
  private static final String SECRET =
      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

  @TempDir Path folder;

  @Test
  void a_key_file_gives_back_what_was_written_and_only_its_owner_may_read_it() throws IOException {
    Path file = folder.resolve("van.key");
    new DeviceIdentity(0x9f3c20d1a7L, Hex.decode(SECRET)).write(file);
    assertThat(file).hasContent("key-id: 9f3c20d1a7\nsecret: " + SECRET + "\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    DeviceIdentity read = DeviceIdentity.read(file);
    assertThat(read.keyId()).isEqualTo(0x9f3c20d1a7L);
    assertThat(read.secret()).isEqualTo(Hex.decode(SECRET));
  }

  @Test
  void a_key_file_that_others_may_read_is_refused_with_the_remedy() throws IOException {
    Path file = write("key-id: 9f3c20d1a7\nsecret: " + SECRET + "\n", "rw-r-----");
    assertThatThrownBy(() -> DeviceIdentity.read(file))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("rw-r-----")
        .hasMessageContaining("chmod 600 " + file);
  }

  @Test
  void a_malformed_key_file_is_refused_without_telling_its_content() throws IOException {
    String[] texts = {
      "",
      "key-id: 9f3c20d1a7\n",
      "key-id: 9f3c20d1a\nsecret: " + SECRET,
      "key-id: 9f3c20d1a7\nsecret: " + SECRET.substring(1) + "g",
      "key-id: 9f3c20d1a7\nkey-id: 9f3c20d1a7\nsecret: " + SECRET,
      "key-id: 9f3c20d1a7\nsecret " + SECRET
    };
    for (String text : texts) {
      Path file = write(text, "rw-------");
      assertThatThrownBy(() -> DeviceIdentity.read(file))
          .as(text)
          .isInstanceOf(KeyFileException.class)
          .message()
          .doesNotContain("9f3c2")
          .doesNotContain("0a0b0c");
    }
  }

  @Test
  void a_key_is_never_overwritten() throws IOException {
    Path file = write("# precious\n", "rw-------");
    assertThatThrownBy(() -> new DeviceIdentity(1, new byte[32]).write(file))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("# precious\n");
  }

  @Test
  void its_text_reveals_no_secret() {
    assertThat(new DeviceIdentity(0x9f3c20d1a7L, Hex.decode(SECRET)))
        .hasToString("DeviceIdentity[9f3c20d1a7]");
  }

  @Test
  void wrong_sizes_are_refused() {
    assertThatThrownBy(() -> new DeviceIdentity(1L << 40, new byte[32]))
        .hasMessage("key id has more than 40 bits");
    assertThatThrownBy(() -> new DeviceIdentity(1, new byte[31]))
        .hasMessage("a secret has 32 bytes, this one has 31");
  }

  private Path write(String text, String permissions) throws IOException {
    Path file = Files.createTempFile(folder, "device", ".key");
    Files.write(file, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return file;
  }
}
