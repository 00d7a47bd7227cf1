/** Runs: asked for, watched, stopped, and what came of them. */
package io.foretide.registry.runs;
