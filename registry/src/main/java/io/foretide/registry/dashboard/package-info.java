/** The pages that a browser gets. */
package io.foretide.registry.dashboard;
