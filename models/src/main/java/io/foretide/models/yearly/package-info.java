/** The season of the year, found in all series together, around any kind that knows only weeks. */
package io.foretide.models.yearly;
