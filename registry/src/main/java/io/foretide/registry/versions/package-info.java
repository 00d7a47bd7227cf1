/** Models and their versions: what there is, what is served, and the events that change it. */
package io.foretide.registry.versions;
