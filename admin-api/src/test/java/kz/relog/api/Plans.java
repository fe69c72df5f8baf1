package kz.relog.api;

/** Plan documents for tests. */
final class Plans {
  private Plans() {}

  /** A depot and a customer in Almaty, with a path of three vertices. */
  static String almaty(String planId, String customer) {
    return """
        {"type":"FeatureCollection","planId":"%s","startTime":"2026-03-02T08:00:00Z","endTime":"2026-03-02T09:00:00Z","features":[
        {"type":"Feature","properties":{"kind":"path"},"geometry":{"type":"LineString","coordinates":[[76.889709,43.238949],[76.9286,43.2567],[76.9452,43.2389]]}},
        {"type":"Feature","properties":{"kind":"stop","seq":1,"id":"depot","name":"Depot","depart":"2026-03-02T08:00:00Z"},"geometry":{"type":"Point","coordinates":[76.889709,43.238949]}},
        {"type":"Feature","properties":{"kind":"stop","seq":2,"id":"c-118","name":"%s","arrive":"2026-03-02T13:40:00+05:00","depart":"2026-03-02T08:50:00Z","serviceSeconds":300,"radiusM":60},"geometry":{"type":"Point","coordinates":[76.9452,43.2389]}}
        ]}"""
        .formatted(planId, customer);
  }
}
