package io.foretide.runtime.http;

import java.time.Duration;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Gives up bodies that come too slowly. Counted is the time that we wait for the sender alone:
 * Jetty's own limit runs by the clock from the first byte on, so that a body of two bytes is
 * refused wherever this machine takes some milliseconds to read it.
 */
final class SlowBodies extends Handler.Wrapper {
  /** A pause that nobody is blamed for: of the network, or of the sender's own collector. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final long bytesPerSecond;

  /**
   * @param bytesPerSecond that a sender keeps up on average, or is given up; after the grace
   */
  SlowBodies(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return super.handle(new Watched(request), response, callback);
  }

  private final class Watched extends Request.Wrapper {
    private long arrived;
    private long waitedNanos;
    private long waitingSince;
    private boolean waiting;

    private Watched(Request request) {
      super(request);
    }

    @Override
    public Content.Chunk read() {
      Content.Chunk chunk = super.read();
      long now = System.nanoTime();
      if (waiting) {
        waitedNanos += now - waitingSince;
      }
      waiting = chunk == null;
      waitingSince = now;
      if (chunk == null || Content.Chunk.isFailure(chunk)) {
        return chunk;
      }
      arrived += chunk.remaining();
      if (chunk.isLast() || arrived >= expected()) {
        return chunk;
      }
      chunk.release();
      BadMessageException slow =
          new BadMessageException(
              HttpStatus.REQUEST_TIMEOUT_408,
              "%d bytes of its body in %.1f s are fewer than %d a second"
                  .formatted(arrived, waitedNanos / 1e9, bytesPerSecond));
      fail(slow);
      return Content.Chunk.from(slow, true);
    }

    private double expected() {
      return bytesPerSecond * (waitedNanos - GRACE.toNanos()) / 1e9;
    }
  }
}
