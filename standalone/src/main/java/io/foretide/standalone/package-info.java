/** The whole of Foretide in one process, and the {@code foretide} command. */
package io.foretide.standalone;
