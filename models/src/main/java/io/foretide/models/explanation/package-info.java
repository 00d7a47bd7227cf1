/** What a fitted model tells of how it comes to its forecasts. */
package io.foretide.models.explanation;
