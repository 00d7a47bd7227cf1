/** Files in over HTTP, and the answers to them. */
package io.foretide.registry.uploads;
