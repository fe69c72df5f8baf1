package kz.relog.api.call;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * An answer as bytes.
 *
 * <pre>
 * short status | 4 x UTF value of a header, "" for none | body
 * </pre>
 */
final class KeptAnswer {
  private static final List<String> HEADERS =
      List.of("content-type", "location", "etag", "cache-control");

  private KeptAnswer() {}

  static byte[] write(AggregatedHttpResponse answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeShort(answer.status().code());
      for (String header : HEADERS) {
        out.writeUTF(answer.headers().get(header, ""));
      }
      out.write(answer.content().array());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  static HttpResponse read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      ResponseHeadersBuilder headers =
          ResponseHeaders.builder(HttpStatus.valueOf(in.readUnsignedShort()));
      for (String header : HEADERS) {
        String value = in.readUTF();
        if (!value.isEmpty()) {
          headers.set(header, value);
        }
      }
      return HttpResponse.of(headers.build(), HttpData.wrap(in.readAllBytes()));
    } catch (IOException damaged) {
      throw new UncheckedIOException("a kept answer is damaged", damaged);
    }
  }
}
