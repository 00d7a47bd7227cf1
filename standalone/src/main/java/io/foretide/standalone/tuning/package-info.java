/** Searches for settings: which trials to ask trainers for, and what came of them. */
package io.foretide.standalone.tuning;
