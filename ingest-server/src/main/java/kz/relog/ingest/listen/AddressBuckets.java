package kz.relog.ingest.listen;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import kz.relog.ingest.IngestLimits;

/**
 * How many connections each address has, and how fast it opened them: a bucket that holds two
 * seconds' worth. Forgets an address as soon as it has neither. Thread: the accepting loop.
 */
final class AddressBuckets {

  private static final double NS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private static final class Bucket {
    int open;
    double tokens;
    long filledNs;
  }

  private final Map<InetAddress, Bucket> buckets = new HashMap<>();
  private final int openMax;
  private final int perSecond;
  private long prunedNs;

  AddressBuckets(IngestLimits.Tcp limits, long nowNs) {
    openMax = limits.perAddressMax();
    perSecond = limits.perAddressPerSecond();
    prunedNs = nowNs;
  }

  /** Whether one more connection may be opened; if so it is counted. */
  boolean tryOpen(InetAddress address, long nowNs) {
    if (nowNs - prunedNs > TimeUnit.SECONDS.toNanos(2)) {
      prune(nowNs);
    }
    Bucket bucket = buckets.computeIfAbsent(address, unused -> fresh(nowNs));
    fill(bucket, nowNs);
    if (bucket.open >= openMax || bucket.tokens < 1) {
      return false;
    }
    bucket.open++;
    bucket.tokens--;
    return true;
  }

  void close(InetAddress address) {
    Bucket bucket = buckets.get(address);
    if (bucket != null) {
      bucket.open--;
    }
  }

  int addresses() {
    return buckets.size();
  }

  private Bucket fresh(long nowNs) {
    Bucket bucket = new Bucket();
    bucket.tokens = 2.0 * perSecond;
    bucket.filledNs = nowNs;
    return bucket;
  }

  private void fill(Bucket bucket, long nowNs) {
    double earned = (nowNs - bucket.filledNs) / NS_PER_SECOND * perSecond;
    bucket.tokens = Math.min(2.0 * perSecond, bucket.tokens + earned);
    bucket.filledNs = nowNs;
  }

  private void prune(long nowNs) {
    prunedNs = nowNs;
    buckets
        .values()
        .removeIf(
            bucket -> {
              fill(bucket, nowNs);
              return bucket.open == 0 && bucket.tokens >= 2.0 * perSecond;
            });
  }
}
