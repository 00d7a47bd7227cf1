package io.foretide.embedded.broker;

import java.nio.file.Path;
import java.util.Properties;

/** The server's settings: one node, small and quick to start. */
final class BrokerSettings {
  static final int NODE = 1;
  static final String CONTROLLER = "CONTROLLER";

  /** A CSV upload of 16 MB plus what a batch adds to it. */
  private static final int LARGEST_BATCH = (16 << 20) + (64 << 10);

  private BrokerSettings() {}

  /**
   * @param host address that clients can reach; they are told to come to localhost all the same,
   *     which is right on this machine and through the published port of a container
   * @param afterKill whether the last run on this folder was killed: then the controller still
   *     holds its registration, and the start waits for that to expire. A busy machine, on the
   *     other hand, with so little patience fences its own broker, so it is the exception
   */
  static Properties of(Path log, String host, int port, int controllerPort, boolean afterKill) {
    Properties p = new Properties();
    set(p, "process.roles", "broker,controller");
    set(p, "node.id", NODE);
    set(p, "controller.quorum.voters", NODE + "@localhost:" + controllerPort);
    set(p, "controller.listener.names", CONTROLLER);
    set(p, "inter.broker.listener.name", "PLAINTEXT");
    set(p, "listener.security.protocol.map", CONTROLLER + ":PLAINTEXT,PLAINTEXT:PLAINTEXT");
    set(
        p,
        "listeners",
        "PLAINTEXT://" + host + ":" + port + "," + CONTROLLER + "://localhost:" + controllerPort);
    set(p, "advertised.listeners", "PLAINTEXT://localhost:" + port);
    set(p, "log.dir", log.toString());

    set(p, "broker.session.timeout.ms", afterKill ? 2000 : 18_000);
    set(p, "broker.heartbeat.interval.ms", 500);
    set(p, "initial.broker.registration.timeout.ms", 30_000);

    set(p, "auto.create.topics.enable", false);
    set(p, "message.max.bytes", LARGEST_BATCH);
    set(p, "replica.fetch.max.bytes", LARGEST_BATCH);
    set(p, "socket.request.max.bytes", 4 * LARGEST_BATCH);
    // Records carry old timestamps: what a client creates without saying is kept.
    set(p, "log.retention.ms", -1);

    oneNode(p);
    quick(p);
    small(p);
    return p;
  }

  private static void oneNode(Properties p) {
    set(p, "default.replication.factor", 1);
    set(p, "min.insync.replicas", 1);
    set(p, "offsets.topic.replication.factor", 1);
    set(p, "offsets.topic.num.partitions", 4);
    set(p, "transaction.state.log.replication.factor", 1);
    set(p, "transaction.state.log.min.isr", 1);
    set(p, "transaction.state.log.num.partitions", 4);
    set(p, "share.coordinator.state.topic.replication.factor", 1);
    set(p, "share.coordinator.state.topic.min.isr", 1);
    set(p, "share.coordinator.state.topic.num.partitions", 4);
  }

  private static void quick(Properties p) {
    set(p, "group.initial.rebalance.delay.ms", 0);
    set(p, "group.streams.initial.rebalance.delay.ms", 0);
    // A client that died is noticed in seconds; its neighbours take over.
    for (String kind : new String[] {"consumer", "share", "streams"}) {
      set(p, "group." + kind + ".min.session.timeout.ms", 3000);
      set(p, "group." + kind + ".session.timeout.ms", 10_000);
      set(p, "group." + kind + ".min.heartbeat.interval.ms", 500);
      set(p, "group." + kind + ".heartbeat.interval.ms", 1000);
    }
    set(p, "group.share.min.record.lock.duration.ms", 1000);
  }

  private static void small(Properties p) {
    set(p, "num.network.threads", 2);
    set(p, "num.io.threads", 4);
    set(p, "log.segment.bytes", 256 << 20);
    set(p, "log.index.size.max.bytes", 2 << 20);
    set(p, "log.cleaner.dedupe.buffer.size", 16 << 20);
    set(p, "background.threads", 2);
    set(p, "group.coordinator.threads", 2);
  }

  /** As in a file: text, which the server parses to each setting's own type. */
  private static void set(Properties p, String name, Object value) {
    p.setProperty(name, String.valueOf(value));
  }
}
