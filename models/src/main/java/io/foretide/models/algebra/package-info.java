/** Small dense matrices. */
package io.foretide.models.algebra;
