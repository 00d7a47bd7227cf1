package io.foretide.runtime.http;

import io.foretide.runtime.CodedException;
import io.foretide.runtime.ServiceConfig;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that the HTTP port shows, and its key. Files that are replaced are taken over
 * while the port stays open: connections go on as they began, new ones meet the new certificate.
 */
final class Tls {
  private static final Logger LOG = LoggerFactory.getLogger(Tls.class);

  private final TlsKeys keys;
  private final long lookEveryMillis;
  private final String state;
  private final TlsKeys.Loaded first;

  private Tls(TlsKeys keys, long lookEveryMillis) {
    this.keys = keys;
    this.lookEveryMillis = lookEveryMillis;
    this.state = keys.state();
    this.first = keys.read();
  }

  /**
   * As settings {@code tls.*} say; empty without a certificate.
   *
   * @throws CodedException FT-1302 if one is missing, FT-1318 if the files cannot be used
   */
  static Optional<Tls> of(ServiceConfig config) {
    return TlsKeys.of(config).map(keys -> new Tls(keys, config.getLong("tls.look.ms", 10_000)));
  }

  Connector connector(Server server, HttpConfiguration http, String host, int port) {
    SslContextFactory.Server ssl = new SslContextFactory.Server();
    first.give(ssl);
    ssl.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    // Which names the certificate has is the caller's business to check.
    http.addCustomizer(new SecureRequestCustomizer(false));
    ServerConnector connector =
        new ServerConnector(
            server,
            new SslConnectionFactory(ssl, HttpVersion.HTTP_1_1.asString()),
            new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.addBean(new Watch(ssl));
    return connector;
  }

  /** Looks at the files for as long as the port is open. */
  private final class Watch extends AbstractLifeCycle {
    private final SslContextFactory ssl;
    private final ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "tls-files");
              thread.setDaemon(true);
              return thread;
            });
    private String taken = state;
    private String refused = "";

    private Watch(SslContextFactory ssl) {
      this.ssl = ssl;
    }

    @Override
    protected void doStart() {
      executor.scheduleWithFixedDelay(
          this::look, lookEveryMillis, lookEveryMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void doStop() {
      executor.shutdownNow();
    }

    /** Files that cannot be used leave the certificate that there is; that is said once. */
    private void look() {
      String now = keys.state();
      if (now.equals(taken)) {
        return;
      }
      try {
        TlsKeys.Loaded loaded = keys.read();
        ssl.reload(loaded::give);
        taken = now;
        LOG.info("TLS: took over the certificate that was replaced");
      } catch (Exception e) {
        if (!now.equals(refused)) {
          refused = now;
          LOG.warn("the certificate shown so far stays: {}", e.getMessage());
        }
      }
    }
  }
}
