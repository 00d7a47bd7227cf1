/** How to use a version from elsewhere, as code to copy. */
package io.foretide.registry.usage;
