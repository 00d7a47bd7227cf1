/** Adds up what the stages say about an upload until it is whole, and then writes its receipt. */
package io.foretide.ingest.receipt;
