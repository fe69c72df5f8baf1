package kz.relog.api.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublicUrlTest {
  private static Call callTo(String authority) {
    RequestHeaders headers =
        RequestHeaders.of(HttpMethod.POST, "/v1/x", "host", authority, ":authority", authority);
    ServiceRequestContext context = ServiceRequestContext.of(HttpRequest.of(headers));
    return new Call(context, headers, new byte[0]);
  }

  @Test
  void whatTheOperatorSaysCounts() {
    PublicUrl url = new PublicUrl(Optional.of("https://relog.example/"), false);
    assertThat(url.of(callTo("10.0.0.7:8080"))).isEqualTo("https://relog.example");
  }

  @Test
  void elseItIsTheNameOfTheRequestWithTheSchemeOfTheWay() {
    assertThat(new PublicUrl(Optional.empty(), true).of(callTo("fleet.example:8443")))
        .isEqualTo("https://fleet.example:8443");
    assertThat(new PublicUrl(Optional.empty(), false).of(callTo("127.0.0.1:8080")))
        .isEqualTo("http://127.0.0.1:8080");
  }
}
