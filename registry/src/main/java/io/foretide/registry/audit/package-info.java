/** Who changed what, when and why. */
package io.foretide.registry.audit;
