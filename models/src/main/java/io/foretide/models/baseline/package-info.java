/** The honest floor: what anything better has to beat. */
package io.foretide.models.baseline;
