/** A Kafka broker inside the process: the genuine server, on localhost. */
package io.foretide.embedded.broker;
