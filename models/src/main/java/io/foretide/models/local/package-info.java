/**
 * What every local kind shares: one fit per series, in parallel, remembered by series id.
 *
 * <p>A local kind is a {@link io.foretide.models.local.LocalMethod}, and a {@link
 * io.foretide.models.local.LocalKind} with its card.
 */
package io.foretide.models.local;
