/** {@code foretide benchmark}: kinds side by side on a file, each in a process of its own. */
package io.foretide.standalone.benchmark;
