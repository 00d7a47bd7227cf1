/** What Foretide needs beneath it, in one process: broker, schema registry, topics, schemas. */
package io.foretide.embedded;
