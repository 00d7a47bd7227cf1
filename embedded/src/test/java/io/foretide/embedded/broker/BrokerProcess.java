package io.foretide.embedded.broker;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A broker in a JVM of its own, to be killed. Prints its bootstrap servers when it is up. */
final class BrokerProcess {
  private BrokerProcess() {}

  public static void main(String[] args) throws InterruptedException {
    EmbeddedBroker broker = EmbeddedBroker.at(Path.of(args[0]), 0);
    System.out.println(broker.bootstrapServers());
    new CountDownLatch(1).await();
  }
}
