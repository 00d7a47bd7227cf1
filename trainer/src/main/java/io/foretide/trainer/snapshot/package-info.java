/** What a run learns from: the blocks of one data set, as they were when the run began. */
package io.foretide.trainer.snapshot;
