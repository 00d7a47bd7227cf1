/**
 * Takes training requests from a queue, learns from the blocks of a data set, and publishes
 * versions, promotions and progress. {@link io.foretide.trainer.TrainerService} is the way in.
 */
package io.foretide.trainer;
