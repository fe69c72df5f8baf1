package kz.relog.api.call;

import java.util.Optional;

/**
 * Where people reach our pages, for links that others open. Immutable.
 *
 * @param told what the operator says, such as {@code https://relog.example}; empty to take the name
 *     by which a request reached us
 * @param encrypted whether the way there is: we speak HTTPS ourselves, or the proxy before us does
 */
public record PublicUrl(Optional<String> told, boolean encrypted) {

  /** The address for links in the answer of a call, without a slash at its end. */
  public String of(Call call) {
    String scheme = encrypted ? "https://" : "http://";
    return told.orElseGet(() -> scheme + call.headers().authority()).replaceAll("/+$", "");
  }
}
