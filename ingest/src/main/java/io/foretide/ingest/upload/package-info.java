/**
 * What a record of {@code csv.uploads} is: which upload and part it belongs to, and its content.
 */
package io.foretide.ingest.upload;
