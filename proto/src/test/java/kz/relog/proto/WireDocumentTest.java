package kz.relog.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.relog.proto.fix.BatchFault;
import kz.relog.proto.v1.Ack;
import kz.relog.proto.v1.ConsentChange;
import kz.relog.proto.v1.FixBatch;
import org.junit.jupiter.api.Test;

/** Holds docs/wire-format.md to the vectors and to the code, so that it cannot drift. */
class WireDocumentTest {
  private final String document;

  WireDocumentTest() throws IOException {
    document = Files.readString(Vectors.DOCS.resolve("wire-format.md"));
  }

  @Test
  void everyIntermediateValueIsThatOfTheVectors() {
    assertThat(assertBlocks("frame", 0)).as("frames shown").isEqualTo(9);
    assertThat(assertBlocks("keys", 1) + assertBlocks("rotation", 1)).isEqualTo(2);
  }

  private int assertBlocks(String kind, int nameless) {
    final Matcher blocks =
        Pattern.compile("<!-- " + kind + " ?(\\S*) -->\n```text\n(.*?)```", Pattern.DOTALL)
            .matcher(document);
    int count = 0;
    for (; blocks.find(); count++) {
      final JsonNode vector =
          nameless == 1 ? Vectors.file().get(kind) : Vectors.frame(blocks.group(1));
      for (String line : blocks.group(2).split("\n", 0)) {
        final String[] words = line.split("\\s+", 0);
        assertThat(words[1])
            .as(kind + " " + blocks.group(1) + " " + words[0])
            .isEqualTo(vector.get(words[0]).asText());
      }
    }
    return count;
  }

  @Test
  void thePiecesOfAMessageGiveTheMessage() {
    final Matcher blocks =
        Pattern.compile("<!-- pieces (\\S+) -->\n```text\n(.*?)```", Pattern.DOTALL)
            .matcher(document);
    int count = 0;
    for (; blocks.find(); count++) {
      final StringBuilder bytes = new StringBuilder();
      blocks.group(2).lines().forEach(line -> bytes.append(line.split(" {2,}", 2)[0]));
      assertThat(bytes.toString().replace(" ", ""))
          .isEqualTo(Vectors.frame(blocks.group(1)).get("plaintext").asText());
    }
    assertThat(count).isEqualTo(3);
  }

  @Test
  void noLongHexadecimalStandsInTheDocumentAlone() throws IOException {
    final String file = Files.readString(Vectors.DOCS.resolve("vectors/wire-v1.json"));
    final Matcher hex = Pattern.compile("\\b[0-9a-f]{9,}\\b").matcher(document);
    while (hex.find()) {
      if (hex.group().chars().anyMatch(Character::isLetter)) {
        assertThat(file).contains(hex.group());
      }
    }
  }

  @Test
  void everyReasonOfRefusalIsListedInItsWords() {
    for (BatchFault fault : BatchFault.values()) {
      if (fault != BatchFault.NONE) {
        assertThat(document).contains("| `" + fault + "` | " + fault.reason() + " |");
      }
    }
  }

  @Test
  void everyFieldAndNumberIsListed() {
    final List<Descriptor> messages =
        List.of(FixBatch.getDescriptor(), ConsentChange.getDescriptor(), Ack.getDescriptor());
    for (Descriptor message : messages) {
      for (FieldDescriptor field : message.getFields()) {
        final boolean pair = List.of("lat", "lon", "dlat", "dlon").contains(field.getName());
        assertThat(document)
            .contains(
                pair ? field.getName() : "| " + field.getNumber() + " | " + field.getName() + " |");
      }
    }
    for (EnumValueDescriptor status : Ack.Status.getDescriptor().getValues()) {
      assertThat(document).contains("| " + status.getNumber() + " | " + status.getName() + " |");
    }
    for (EnumValueDescriptor action : ConsentChange.Action.getDescriptor().getValues()) {
      if (action.getNumber() != 0) {
        assertThat(document).contains(action.getNumber() + " " + action.getName());
      }
    }
  }
}
