package io.foretide.embedded.testing;

import io.foretide.embedded.broker.EmbeddedBroker;
import io.foretide.embedded.schemaregistry.EmbeddedSchemaRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The broker and schema registry that all tests of a JVM share; started by the first that asks,
 * closed when the JVM ends.
 *
 * <p>With {@code -Dforetide.broker=testcontainers} the broker is a container; where Docker does not
 * answer, the tests that asked are skipped and say so.
 */
public final class TestStack {
  private static final AtomicInteger topicSets = new AtomicInteger();
  private static TestStack shared;

  private final String bootstrapServers;
  private final EmbeddedSchemaRegistry registry;

  private TestStack(String bootstrapServers, EmbeddedSchemaRegistry registry) {
    this.bootstrapServers = bootstrapServers;
    this.registry = registry;
  }

  /**
   * The one stack of this JVM.
   *
   * @throws org.opentest4j.TestAbortedException if it is to be in Docker and that does not answer
   */
  public static synchronized TestStack shared() {
    if (shared == null) {
      shared = start();
    }
    return shared;
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  public String schemaRegistryUrl() {
    return registry.url();
  }

  /** A new set of all topics, empty, under a prefix of its own. Close it after the test. */
  public TestTopics topics() {
    String prefix = "t" + ProcessHandle.current().pid() + "-" + topicSets.incrementAndGet() + ".";
    return TestTopics.create(bootstrapServers, registry.url(), prefix);
  }

  private static TestStack start() {
    String bootstrapServers;
    AutoCloseable broker;
    if ("testcontainers".equals(System.getProperty("foretide.broker"))) {
      BrokerContainer container = BrokerContainer.start();
      bootstrapServers = container.bootstrapServers();
      broker = container;
    } else {
      EmbeddedBroker embedded = EmbeddedBroker.temporary();
      bootstrapServers = embedded.bootstrapServers();
      broker = embedded;
    }
    EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start(bootstrapServers, 0);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(registry, broker)));
    return new TestStack(bootstrapServers, registry);
  }

  private static void close(AutoCloseable... inOrder) {
    for (AutoCloseable resource : inOrder) {
      try {
        resource.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
