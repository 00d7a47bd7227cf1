/**
 * A schema registry that speaks Confluent's REST API and keeps its state on {@code _schemas} in
 * Confluent's own record format, so that either can take over from the other.
 */
package io.foretide.embedded.schemaregistry;
