/** For integration tests: one real broker and schema registry per JVM, fresh topics per test. */
package io.foretide.embedded.testing;
