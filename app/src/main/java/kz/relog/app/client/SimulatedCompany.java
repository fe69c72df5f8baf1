package kz.relog.app.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * A company whose people are made up, set up the way people do it: its owner registers, verifies
 * the e-mail, accepts the documents and invites drivers; each driver accepts alone, accepts the
 * documents and permits every purpose that needs positions. For demonstrations, simulations, drills
 * and benches.
 *
 * <p>Mail is read from the file that a server without SMTP writes into its data folder; the owner's
 * login is kept there too, in a file for its owner only, so that a later run finds the same
 * company. One thread.
 */
public final class SimulatedCompany {
  /** The owner's login, in the server's data folder. */
  public static final String FILE_NAME = "simulated-company.json";

  private static final List<String> PURPOSES = List.of("plan-fact", "live-view", "customer-view");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI api;
  private final Path data;
  private final AdminClient owner;

  private SimulatedCompany(URI api, Path data, AdminClient owner) {
    this.api = api;
    this.data = data;
    this.owner = owner;
  }

  /**
   * A driver of this company.
   *
   * @param id the person
   * @param session calls the API as this driver
   */
  public record Driver(String id, AdminClient session) {}

  /**
   * The company of a server: the one that is there, or a new one.
   *
   * @param api the server's API
   * @param data the server's data folder
   * @throws AdminClientException if the server refuses, or its mail cannot be read here
   */
  public static SimulatedCompany at(URI api, Path data) {
    Path file = data.resolve(FILE_NAME);
    try {
      ObjectNode login =
          Files.exists(file)
              ? (ObjectNode) JSON.readTree(file.toFile())
              : register(api, data, file);
      AdminClient anyone = AdminClient.anonymous(api);
      ObjectNode credentials = JSON.createObjectNode();
      credentials.set("email", login.path("email"));
      credentials.set("password", login.path("password"));
      String token = anyone.post("/v1/sessions", credentials).path("token").asText();
      AdminClient owner = new AdminClient(api, token);
      acceptDocuments(owner);
      return new SimulatedCompany(api, data, owner);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + file, e);
    }
  }

  private static ObjectNode register(URI api, Path data, Path file) throws IOException {
    byte[] random = new byte[18];
    new SecureRandom().nextBytes(random);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    ObjectNode login = JSON.createObjectNode();
    String suffix = Long.toHexString(System.nanoTime());
    login.put("email", "owner-" + suffix + "@simulated.example");
    login.put("password", "Sim-" + text);
    ObjectNode company = JSON.createObjectNode();
    company.put("name", "Simulated company");
    company.put("bin", "990140000384");
    company.put("country", "KZ");
    company.put("timeZone", "Asia/Almaty");
    company.put("firstName", "Owner");
    company.put("lastName", "Simulated");
    company.put("phone", "+77010000000");
    company.set("email", login.path("email"));
    company.set("password", login.path("password"));
    AdminClient anyone = AdminClient.anonymous(api);
    anyone.post("/v1/companies", company);
    ObjectNode proof = JSON.createObjectNode();
    proof.put("token", OutboxTokens.await(data, login.path("email").asText()));
    anyone.post("/v1/email-verifications", proof);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, login.toString());
    return login;
  }

  /** The same company of a server that has started again elsewhere: the login goes on. */
  public SimulatedCompany movedTo(URI other) {
    return new SimulatedCompany(other, data, new AdminClient(other, owner.token()));
  }

  /** Calls the API as the owner. */
  public AdminClient owner() {
    return owner;
  }

  /** Invites a driver, who accepts and permits every purpose that needs positions. */
  public Driver hire(String firstName, String lastName) {
    // Another run hires other drivers of the same company.
    String email = "driver-" + Long.toHexString(System.nanoTime()) + "@simulated.example";
    return hire(firstName, lastName, email, "");
  }

  /**
   * The same with an address and a phone of the caller's choice.
   *
   * @param phone E.164; "" for none
   */
  public Driver hire(String firstName, String lastName, String email, String phone) {
    ObjectNode invitation = JSON.createObjectNode();
    invitation.put("role", "driver");
    invitation.put("firstName", firstName);
    invitation.put("lastName", lastName);
    invitation.put("email", email);
    if (!phone.isEmpty()) {
      invitation.put("phone", phone);
    }
    String id = owner.post("/v1/invitations", invitation).path("id").asText();
    ObjectNode acceptance = JSON.createObjectNode();
    acceptance.put("token", OutboxTokens.await(data, email));
    String token =
        AdminClient.anonymous(api)
            .post("/v1/invitations:accept", acceptance)
            .path("token")
            .asText();
    AdminClient session = new AdminClient(api, token);
    acceptDocuments(session);
    PURPOSES.forEach(purpose -> permit(session, purpose));
    return new Driver(id, session);
  }

  /** Grants one purpose as the person does. */
  public static void permit(AdminClient person, String purpose) {
    ObjectNode grant = JSON.createObjectNode();
    grant.put("state", "granted");
    grant.put("document", documentHash(person));
    person.put("/v1/me/permissions/" + purpose, grant);
  }

  private static String documentHash(AdminClient person) {
    for (JsonNode document : person.get("/v1/documents").path("items")) {
      if (document.path("kind").asText().equals("privacy-policy")
          && document.path("state").asText().equals("in-force")) {
        return document.path("bindingHash").asText();
      }
    }
    throw new AdminClientException("the server has no privacy policy in force");
  }

  private static void acceptDocuments(AdminClient person) {
    for (JsonNode document : person.get("/v1/documents").path("items")) {
      if (document.path("state").asText().equals("in-force")) {
        ObjectNode acceptance = JSON.createObjectNode();
        acceptance.set("document", document.path("id"));
        acceptance.set("hash", document.path("bindingHash"));
        person.post("/v1/me/acceptances", acceptance);
      }
    }
  }
}
