package kz.relog.api.account;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import kz.relog.api.audit.PeerNetwork;
import kz.relog.api.call.Call;

/**
 * Where a request comes from, as much of it as is kept: a shortened address and the kind of
 * browser, without versions. Stateless; any thread.
 */
public final class Origins {
  /** First match wins: most browsers name others too. */
  private static final List<Map.Entry<String, String>> AGENTS =
      List.of(
          Map.entry("edg", "Edge"),
          Map.entry("opr", "Opera"),
          Map.entry("yabrowser", "Yandex"),
          Map.entry("firefox", "Firefox"),
          Map.entry("chrome", "Chrome"),
          Map.entry("safari", "Safari"),
          Map.entry("okhttp", "app"),
          Map.entry("curl", "curl"));

  private Origins() {}

  /** The network of the address, as the audit has it too. */
  static String address(Call call) {
    return PeerNetwork.of(call.peer());
  }

  /** What failures are counted by: of IPv4 the whole address, of IPv6 the /64 of a household. */
  public static String throttleKey(Call call) {
    byte[] bytes = call.peer().getAddress();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(bytes.length, 8); i++) {
      text.append(bytes[i]).append('.');
    }
    return text.toString();
  }

  /** The kind of browser or client. */
  static String agent(Call call) {
    String agent = call.headers().get("user-agent", "").toLowerCase(Locale.ROOT);
    return AGENTS.stream()
        .filter(known -> agent.contains(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("other");
  }
}
