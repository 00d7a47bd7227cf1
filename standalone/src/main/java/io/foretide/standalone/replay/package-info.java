/** Playing recorded ticks and bars as if they happened now. */
package io.foretide.standalone.replay;
