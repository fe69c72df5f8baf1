package kz.relog.api.page;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.ServerCacheControl;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.file.FileService;
import com.linecorp.armeria.server.file.HttpFile;
import kz.relog.api.problem.Problem;
import kz.relog.api.problem.ProblemAnswers;

/**
 * Serves the console at {@code /}, the driver's page at {@code /driver/}, a link's at {@code
 * /track}, and Leaflet at {@code /lib/leaflet/}, from the class path alone.
 */
public final class PageFiles {
  private static final String LEAFLET = "META-INF/resources/webjars/leaflet/1.9.4/dist";

  private PageFiles() {}

  /** Binds the files; whatever nobody else serves is not found. */
  public static void bind(ServerBuilder server) {
    HttpService absent =
        (context, request) -> {
          request.abort();
          return notFound();
        };
    // Relative links need the slash, and people leave it out.
    server.service("/driver", (context, request) -> HttpResponse.ofRedirect("/driver/"));
    server.serviceUnder("/lib/leaflet/", files(LEAFLET).orElse(absent));
    server.service("exact:/track", page("track/track.html"));
    server.serviceUnder("/track/", files("track").orElse(absent));
    server.serviceUnder("/", files("console").orElse(absent));
  }

  private static HttpResponse notFound() {
    return ProblemAnswers.answer(Problem.notFound("There is nothing at this address."));
  }

  private static HttpService page(String path) {
    return HttpFile.builder(PageFiles.class.getClassLoader(), path)
        .cacheControl(ServerCacheControl.REVALIDATED)
        .build()
        .asService();
  }

  private static FileService files(String directory) {
    return FileService.builder(PageFiles.class.getClassLoader(), directory)
        .cacheControl(ServerCacheControl.REVALIDATED)
        .build();
  }
}
