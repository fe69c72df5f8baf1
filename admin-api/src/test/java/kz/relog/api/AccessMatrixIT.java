package kz.relog.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kz.relog.api.AccessMatrix.Row;
import kz.relog.api.AccessMatrix.Trait;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
import kz.relog.api.access.Standing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every endpoint, tried by everyone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessMatrixIT {
  @TempDir static Path dir;
  RunningApi api;
  AccessWorld world;

  @BeforeAll
  void start() {
    api = new RunningApi(dir);
    world = new AccessWorld(api);
  }

  @AfterAll
  void stop() {
    api.close();
  }

  static List<Row> rows() {
    return AccessMatrix.ROWS;
  }

  @Test
  void everyEndpointHasARowAndEveryRowAnEndpoint() {
    List<String> declared = rows().stream().map(Row::operation).toList();
    assertThat(declared).doesNotHaveDuplicates();
    Set<String> undeclared = new HashSet<>(api.server.operations());
    declared.forEach(undeclared::remove);
    assertThat(undeclared)
        .as("endpoints without a row: say in AccessMatrix.ROWS who may call them")
        .isEmpty();
    assertThat(api.server.operations())
        .as("rows of AccessMatrix.ROWS without an endpoint")
        .containsAll(declared);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void nobodyGetsInWithoutALogin(Row row) {
    if (row.is(Trait.OPEN)) {
      assertAllowed(row, ask(row, Role.OWNER, ""));
      return;
    }
    for (String wrong : List.of("", "Bearer wrong", "Bearer " + api.token + "x")) {
      HttpResponse<byte[]> refused = ask(row, Role.OWNER, wrong);
      assertThat(refused.statusCode()).as(row + " with " + wrong).isEqualTo(401);
      assertNoCanary(row, refused);
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void eachRoleGetsWhatItsRowSays(Row row) {
    for (Role role : Role.values()) {
      String token =
          role == Role.OPERATOR ? api.operatorToken : api.as(caller(row, world.ours, role));
      assertJudged(row, role + "", row.roles().contains(role), ask(row, role, "Bearer " + token));
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aStandingThatIsTooLowIsRefused(Row row) {
    if (row.is(Trait.OPEN)) {
      return;
    }
    for (Role role : people(row)) {
      for (Standing standing : Standing.values()) {
        String token = api.as(caller(row, role, standing, EnumSet.allOf(Scope.class)));
        boolean allowed =
            standing == Standing.ENDED
                ? row.is(Trait.AFTER_END)
                : standing.compareTo(row.least()) >= 0;
        HttpResponse<byte[]> answer = ask(row, role, "Bearer " + token);
        if (standing == Standing.BLOCKED && !allowed) {
          assertThat(answer.statusCode()).as(row + " by a blocked " + role).isEqualTo(423);
          assertNoCanary(row, answer);
        } else {
          assertJudged(row, role + " " + standing, allowed, answer);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aTokenOpensOnlyWhatItIsFor(Row row) {
    if (row.is(Trait.OPEN)) {
      return;
    }
    for (Role role : people(row)) {
      Set<Scope> others = EnumSet.complementOf(EnumSet.of(row.scope()));
      String without = api.as(caller(row, role, Standing.FULL, others));
      assertJudged(
          row, role + " without " + row.scope(), false, ask(row, role, "Bearer " + without));
      String with = api.as(caller(row, role, Standing.FULL, Set.of(row.scope())));
      assertJudged(row, role + " with " + row.scope(), true, ask(row, role, "Bearer " + with));
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aForeignCompanyFindsNothing(Row row) {
    for (Role role : Role.values()) {
      String token =
          role == Role.OPERATOR ? api.operatorToken : api.as(caller(row, world.theirs, role));
      HttpResponse<byte[]> answer = ask(row, role, "Bearer " + token);
      if (row.roles().contains(role) && row.hasId()) {
        List<Integer> unfound = row.is(Trait.BODY_FIRST) ? List.of(404, 422) : List.of(404);
        assertThat(answer.statusCode()).as(row + " by a foreign " + role).isIn(unfound);
      }
      assertNoCanary(row, answer);
    }
  }

  /** What ends sessions needs one of its own each time. */
  private Caller caller(Row row, TestPeople company, Role role) {
    return row.operation().contains("/v1/sessions")
        ? world.caller(company, role)
        : world.known(company, role);
  }

  private Caller caller(Row row, Role role, Standing standing, Set<Scope> scopes) {
    Caller full = caller(row, world.ours, role);
    return new Caller(
        role, full.companyRef(), full.personRef(), full.sessionRef(), standing, scopes);
  }

  /** One of those who may: standing and scope mean the same for all. */
  private static List<Role> people(Row row) {
    List<Role> people = new ArrayList<>(row.roles());
    people.remove(Role.OPERATOR);
    return people.subList(0, Math.min(1, people.size()));
  }

  private HttpResponse<byte[]> ask(Row row, Role role, String authorization) {
    return api.send(
        row.method(),
        row.path(world, role),
        row.body().replace("DRIVER", world.person()),
        "authorization",
        authorization);
  }

  private void assertJudged(Row row, String who, boolean allowed, HttpResponse<byte[]> answer) {
    if (allowed) {
      // The operator is of no company, so that what a company has is not there for it.
      if (!who.equals("OPERATOR") || !row.hasId() || answer.statusCode() != 404) {
        assertAllowed(row, answer);
      }
    } else {
      assertThat(answer.statusCode()).as(row + " by " + who).isEqualTo(403);
      assertNoCanary(row, answer);
    }
  }

  private static void assertAllowed(Row row, HttpResponse<byte[]> answer) {
    if (row.is(Trait.PERHAPS_ABSENT) && answer.statusCode() == 404) {
      return;
    }
    assertThat(answer.statusCode())
        .as(row + " allowed: " + RunningApi.text(answer))
        .isNotIn(401, 403, 404)
        .isLessThan(500);
  }

  private void assertNoCanary(Row row, HttpResponse<byte[]> answer) {
    String said = answer.headers().map() + RunningApi.text(answer);
    for (String canary : world.canaries(row.is(Trait.LISTS_COMPANIES))) {
      assertThat(said).as(row + " answered to one who must not know").doesNotContain(canary);
    }
  }
}
