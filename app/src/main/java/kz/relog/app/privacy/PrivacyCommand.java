package kz.relog.app.privacy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import kz.relog.app.prove.ProveErasureCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code relog privacy}: what personal data the product keeps. */
@Command(
    name = "privacy",
    mixinStandardHelpOptions = true,
    subcommands = ProveErasureCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Tells what personal data is kept, why and for how long.")
public final class PrivacyCommand implements Runnable {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command; see --help.");
  }

  @Command(
      name = "inventory",
      mixinStandardHelpOptions = true,
      description = {
        "Prints every stored column, journal field and field of the wire with its category, "
            + "purpose, term, key and eraser: the record of processing."
      })
  int inventory(
      @Option(names = "--personal", description = "Only what says something of a person.")
          boolean personal,
      @Option(names = "--json", description = "One JSON object per line.") boolean json) {
    List<InventoryField> fields =
        Inventory.read().stream()
            .filter(field -> !personal || !field.category().equals("none"))
            .toList();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      fields.forEach(field -> out.println(json(field)));
    } else {
      table(out, fields);
    }
    out.flush();
    return 0;
  }

  private static void table(PrintWriter out, List<InventoryField> fields) {
    String place = "";
    for (InventoryField field : fields) {
      if (!field.place().equals(place)) {
        place = field.place();
        out.printf("%n%s%n", place);
      }
      out.printf(
          Locale.ROOT,
          "  %-26s %-11s %-34s %-34s %-14s %s%n",
          field.field(),
          field.category(),
          field.purpose(),
          field.term(),
          field.key(),
          field.eraser());
    }
    out.printf(
        Locale.ROOT,
        "%n%,d fields, %,d of them personal. Columns: field, category, purpose, term, sealed under,"
            + " removed by.%n",
        fields.size(),
        fields.stream().filter(field -> !field.category().equals("none")).count());
  }

  private static String json(InventoryField field) {
    ObjectNode node = JSON.createObjectNode();
    node.put("place", field.place());
    node.put("field", field.field());
    node.put("category", field.category());
    node.put("purpose", field.purpose());
    node.put("term", field.term());
    node.put("key", field.key());
    node.put("eraser", field.eraser());
    return node.toString();
  }
}
