/** Every kind in one place. */
package io.foretide.models.catalogue;
