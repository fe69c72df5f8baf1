package kz.relog.api.account;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kz.relog.api.call.Call;

/**
 * Where a request comes from, as much of it as is kept: a shortened address and the kind of
 * browser, without versions. Immutable; any thread.
 */
public final class Origins {
  private static final int V6_KEPT_BYTES = 6;

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

  private final boolean behindProxy;

  /** Whether the address that counts is the one that our proxy tells. */
  public Origins(boolean behindProxy) {
    this.behindProxy = behindProxy;
  }

  /** The shortened address: of IPv4 the first 24 bits, of IPv6 the first 48. */
  public String address(Call call) {
    byte[] bytes = peer(call).getAddress();
    if (bytes.length == 4) {
      return (bytes[0] & 255) + "." + (bytes[1] & 255) + "." + (bytes[2] & 255) + ".0/24";
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < V6_KEPT_BYTES; i += 2) {
      text.append(Integer.toHexString(((bytes[i] & 255) << 8) | (bytes[i + 1] & 255))).append(':');
    }
    return text + ":/48";
  }

  /** What failures are counted by: of IPv4 the whole address, of IPv6 the /64 of a household. */
  public String throttleKey(Call call) {
    byte[] bytes = peer(call).getAddress();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(bytes.length, 8); i++) {
      text.append(bytes[i]).append('.');
    }
    return text.toString();
  }

  /** The kind of browser or client. */
  public String agent(Call call) {
    String agent = call.headers().get("user-agent", "").toLowerCase(Locale.ROOT);
    return AGENTS.stream()
        .filter(known -> agent.contains(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("other");
  }

  /** Behind a proxy the last address is the one that the proxy itself saw. */
  public InetAddress peer(Call call) {
    InetSocketAddress direct = call.context().remoteAddress();
    if (behindProxy) {
      List<String> told = call.headers().getAll("x-forwarded-for");
      String last = told.isEmpty() ? "" : told.get(told.size() - 1);
      String address = last.substring(last.lastIndexOf(',') + 1).strip();
      // Only what cannot be a name, which would be looked up.
      if (address.matches("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F.]*:[0-9a-fA-F:.]+")) {
        try {
          return InetAddress.getByName(address);
        } catch (java.net.UnknownHostException notAddress) {
          return direct.getAddress();
        }
      }
    }
    return direct.getAddress();
  }
}
